using System.CommandLine;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Silo.Demo;

/// <summary>The command line of the demo.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var defaults = new SiloSettings();
        var data = new Option<string>("--data") { Description = "Folder of the store and of what is sent.", DefaultValueFactory = _ => Path.Combine("data", "demo") };
        var customers = new Option<int>("--customers") { Description = "Customers of the day.", DefaultValueFactory = _ => 5_000 };
        var events = new Option<int>("--events") { Description = "Events of the day, about.", DefaultValueFactory = _ => 50_000 };
        var seed = new Option<int>("--seed") { Description = "Another seed is another day.", DefaultValueFactory = _ => 11 };
        var port = new Option<int>("--port") { Description = "Port of the dashboard on loopback.", DefaultValueFactory = _ => defaults.HttpPort };
        var silo = new Option<int>("--silo-port") { Description = "Orleans' port between silos.", DefaultValueFactory = _ => defaults.SiloPort };
        var gateway = new Option<int>("--gateway-port") { Description = "Orleans' port for clients.", DefaultValueFactory = _ => defaults.GatewayPort };
        var fresh = new Option<bool>("--fresh") { Description = "Delete what a demo made in the folder first; nothing else is deleted." };
        var exit = new Option<bool>("--exit") { Description = "End after the day instead of staying up." };

        var command = new Command("demo", "A shopping day of generated customers through an embedded silo, live.")
        {
            data, customers, events, seed, port, silo, gateway, fresh, exit,
        };
        command.SetAction((parsed, cancellation) => DemoRun.ExecuteAsync(
            new(
                parsed.GetValue(data)!,
                parsed.GetValue(customers),
                parsed.GetValue(events),
                parsed.GetValue(seed),
                parsed.GetValue(port),
                parsed.GetValue(silo),
                parsed.GetValue(gateway),
                parsed.GetValue(fresh),
                !parsed.GetValue(exit)),
            cancellation));
        return command;
    }
}
