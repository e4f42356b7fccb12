using JourneyGrains.Silo;

return await SiloCommand.RunAsync(args);
