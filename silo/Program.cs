using JourneyGrains.Silo.Demo;
using JourneyGrains.Silo.Hosting;

return args is ["demo", ..] ? await DemoCommand.RunAsync(args[1..]) : await ServeCommand.RunAsync(args);
