using JourneyGrains.Load;
using JourneyGrains.Load.Processes;

return args is [SiloProgram.Command] ? await SiloProgram.RunAsync() : await LoadCommand.RunAsync(args);
