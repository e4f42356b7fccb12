using JourneyGrains.Simulation.Commands;

return SimulationProgram.Run(args, Console.Out, Console.Error);
