using JourneyGrains.CommandLine;
using JourneyGrains.CommandLine.Terminals;

using var terminal = Terminal.OfProcess();
return await JourneyGrainsCommand.RunAsync(args, terminal);
