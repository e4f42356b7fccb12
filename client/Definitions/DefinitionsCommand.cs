using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Operations;
using Spectre.Console;

namespace JourneyGrains.CommandLine.Definitions;

/// <summary>definitions: reload lets every silo read its files again, and all change to them or none; list shows what there is.</summary>
internal static class DefinitionsCommand
{
    private const int EditionsShown = 20;
    private const string SeenBefore = "journeys diff NEW --state live --out FOLDER";

    public static Command Create(CommandContext context)
    {
        var reload = new Command("reload", "Let every silo read its definition files again. They come in force on all silos or on none.");
        var endRuns = new Option<bool>("--end-runs") { Description = "Take away journeys with runs under way, and end those runs. Else that is refused." };
        reload.Add(endRuns);
        reload.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var catalogue = session.Grains.Catalogue;
            var report = await (parsed.GetValue(endRuns) ? catalogue.ReloadEndingRuns() : catalogue.Reload()).WaitAsync(cancellation);
            context.Tell(parsed, report, terminal => Show(terminal, report));

            return report.Done ? ExitCodes.Ok : ExitCodes.Refused;
        }));
        return new Command("definitions", "The journeys, campaigns and templates that the cluster works by.") { reload, List(context) };
    }

    private static Command List(CommandContext context)
    {
        var list = new Command("list", "The versions of each journey with the runs on them, and the editions that were published.");
        list.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var view = await session.Grains.Operations.Definitions().WaitAsync(cancellation);
            context.Tell(parsed, view, terminal => Show(terminal, view));

            return ExitCodes.Ok;
        }));
        return list;
    }

    private static void Show(Terminal terminal, DefinitionsView view)
    {
        var versions = terminal.NewTable("journey", "version", "edition", "runs", "");
        versions.Columns[3].RightAligned();
        foreach (var version in view.Versions)
        {
            versions.AddTexts(
                version.Journey, version.Version, version.Edition == 0 ? "-" : Tables.Count(version.Edition), Tables.Count(version.Runs),
                version.InForce ? "in force" : "older");
        }

        var shown = view.Editions.TakeLast(EditionsShown).ToArray();
        string[] ended = shown.Any(edition => edition.Ended.Length > 0) ? ["runs ended"] : [];
        var editions = terminal.NewTable(["edition", "version", "published", .. ended, ""]);
        foreach (var edition in shown)
        {
            var state = edition.Number == view.Edition ? "in force" : edition.Kept ? "" : "files no longer kept";
            editions.AddTexts(
                [Tables.Count(edition.Number), Tables.Version(edition.Digest), Tables.Moment(edition.At), .. ended.Select(_ => Ended(edition.Ended)), state]);
        }

        terminal.Screen.Write(versions);
        terminal.Out.WriteLine();
        terminal.Screen.Write(editions);
    }

    /// <summary>"cart (30), welcome (2)".</summary>
    public static string Ended(EndingRuns[] runs) =>
        runs.Length == 0 ? "-" : string.Join(", ", runs.Select(one => $"{one.Journey} ({Tables.Count(one.Runs)})"));

    private static void Show(Terminal terminal, ReloadReport report)
    {
        foreach (var silo in report.Silos)
        {
            var outcome = silo.InForce ? "in force" : "not in force";
            var folder = silo.Folder.Length == 0 ? "" : $", read from {silo.Folder}";
            terminal.Out.WriteLine($"{silo.Address}: {(silo.Read is { } digest ? $"version {Tables.Version(digest)} {outcome}" : "nothing read")}{folder}");
            foreach (var problem in silo.Problems)
            {
                terminal.Error.WriteLine($"  {problem}");
            }

            foreach (var note in silo.Notes)
            {
                terminal.Error.WriteLine($"  note: {note}");
            }
        }

        if (report.Changes is { } changes)
        {
            Show(terminal, changes);
            if (report.Done && changes.Ending.Length > 0)
            {
                terminal.Out.WriteLine(
                    $"{Tables.Count(changes.Ending.Sum(one => one.Runs))} runs end, of journeys that the files no longer have: {Ended(changes.Ending)}. "
                        + $"Before a reload, this says which customers would notice: {SeenBefore}");
            }
        }

        if (report.Refusal is { } refusal)
        {
            terminal.Error.WriteLine($"{refusal} Give the silos the whole folder, or end these runs: definitions reload --end-runs");
            terminal.Error.WriteLine($"Which customers would notice: {SeenBefore}");
        }

        if (!report.Done)
        {
            terminal.Error.WriteLine(report.Silos.Any(silo => silo.InForce)
                ? "Not all silos have the same definitions in force."
                : "Nothing was changed: what was in force stays.");
        }
    }

    private static void Show(Terminal terminal, ReloadChanges changes)
    {
        foreach (var (what, files) in new[] { ("new", changes.Added), ("changed", changes.Changed), ("gone", changes.Removed) })
        {
            if (files.Length > 0)
            {
                terminal.Out.WriteLine($"{what}: {string.Join(", ", files)}");
            }
        }

        foreach (var note in changes.Notes)
        {
            terminal.Error.WriteLine($"note: {note}");
        }

        if (!changes.Any)
        {
            terminal.Out.WriteLine("The files say what was in force already: nothing is new by them.");
        }
    }
}
