using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.CommandLine.Definitions;

/// <summary>definitions reload: every silo reads its files again, and all change to them or none.</summary>
internal static class DefinitionsCommand
{
    public static Command Create(CommandContext context)
    {
        var reload = new Command("reload", "Let every silo read its definition files again. They come in force on all silos or on none.");
        reload.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var report = await session.Grains.Catalogue.Reload().WaitAsync(cancellation);
            if (context.Json(parsed))
            {
                context.Terminal.WriteJson(report);
            }
            else
            {
                Show(context.Terminal, report);
            }

            return report.Done ? ExitCodes.Ok : ExitCodes.Refused;
        }));
        return new Command("definitions", "The journeys, campaigns and templates that the cluster works by.") { reload };
    }

    private static void Show(Terminal terminal, ReloadReport report)
    {
        foreach (var silo in report.Silos)
        {
            var outcome = silo.InForce ? "in force" : "not in force";
            terminal.Out.WriteLine($"{silo.Address}: {(silo.Read is { } digest ? $"version {Tables.Version(digest)} {outcome}" : "nothing read")}");
            foreach (var problem in silo.Problems)
            {
                terminal.Error.WriteLine($"  {problem}");
            }
        }

        if (!report.Done)
        {
            terminal.Error.WriteLine(report.Silos.Any(silo => silo.InForce)
                ? "Not all silos have the same definitions in force."
                : "Nothing was changed: what was in force stays.");
        }
    }
}
