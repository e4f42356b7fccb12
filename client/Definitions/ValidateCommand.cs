using System.CommandLine;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Core;
using JourneyGrains.Definitions;

namespace JourneyGrains.CommandLine.Definitions;

/// <summary>validate: what is wrong in a folder of definitions, with file, line and column. Needs no cluster.</summary>
internal static class ValidateCommand
{
    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string>("directory") { Description = "The folder of definitions: journeys, templates, campaigns, programme." };
        var hosts = new Option<string[]>("--hosts")
        {
            Description = "What journeys may call, as in the silo's settings: https://scores.example,https://stock.example:8443. A call elsewhere is told then.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("validate", "Check a folder of definitions; all problems are listed. Needs no cluster.") { folder, hosts };
        command.SetAction(context.Guarded((parsed, _) => Task.FromResult(
            Run(context, Read(parsed.GetValue(folder)!), parsed.GetValue(folder)!, Hosts(parsed.GetValue(hosts)), context.Json(parsed)))));
        return command;
    }

    private static int Run(CommandContext context, LoadedDefinitions loaded, string folder, Uri[]? hosts, bool json)
    {
        var notes = DefinitionNotes.Of(folder, loaded);
        if (DefinitionNotes.Empty(folder, loaded) is { } empty)
        {
            throw new CommandException(ExitCodes.Refused, empty);
        }

        var refused = hosts is null ? [] : loaded.CallsBeyond(hosts).ToArray();
        Diagnostic[] diagnostics = [.. loaded.Diagnostics, .. refused];
        if (json)
        {
            context.Terminal.WriteJson(new { succeeded = diagnostics.Length == 0, diagnostics, notes });
        }
        else
        {
            foreach (var diagnostic in diagnostics)
            {
                context.Terminal.Out.WriteLine(diagnostic);
            }

            foreach (var note in notes)
            {
                context.Terminal.Error.WriteLine($"Note: {note}");
            }

            context.Terminal.Out.WriteLine(loaded.Definitions is { } set && refused.Length == 0
                ? $"{folder}: in order, {Counted(set.Journeys.Length, "journey")} and {Counted(set.Campaigns.Length, "campaign")}{Segments(set)}."
                : $"{folder}: {diagnostics.Length} to mend.");
        }

        return diagnostics.Length == 0 ? ExitCodes.Ok : ExitCodes.Refused;
    }

    /// <summary>Given once each or with commas between; null: not given, so nothing is held against them.</summary>
    private static Uri[]? Hosts(string[]? given) => given is null or [] ? null :
    [
        .. given.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(text =>
            Uri.TryCreate(text, UriKind.Absolute, out var host) && host.Scheme is "http" or "https"
                ? host
                : throw new CommandException(ExitCodes.Refused, $"'{text}' is no host with its scheme, like https://scores.example.")),
    ];

    private static string Segments(DefinitionSet set) => set.Segments.IsEmpty ? "" : $", {Counted(set.Segments.Length, "segment")}";

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static LoadedDefinitions Read(string folder)
    {
        try
        {
            return DefinitionReader.Read(folder);
        }
        catch (DirectoryNotFoundException error)
        {
            throw new CommandException(ExitCodes.Refused, $"There is no folder '{folder}'.", error);
        }
    }
}
