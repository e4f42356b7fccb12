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
        var command = new Command("validate", "Check a folder of definitions; all problems are listed. Needs no cluster.") { folder };
        command.SetAction(context.Guarded((parsed, _) => Task.FromResult(Run(context, parsed.GetValue(folder)!, context.Json(parsed)))));
        return command;
    }

    private static int Run(CommandContext context, string folder, bool json)
    {
        var loaded = Read(folder);
        if (loaded.Definitions is { Journeys.Length: 0, Campaigns.Length: 0, Segments.Length: 0, Templates.Count: 0 })
        {
            throw new CommandException(ExitCodes.Refused, $"There are no definitions in '{folder}'; they are files like NAME.journey.yaml.");
        }

        if (json)
        {
            context.Terminal.WriteJson(new { succeeded = loaded.Succeeded, diagnostics = loaded.Diagnostics });
        }
        else
        {
            foreach (var diagnostic in loaded.Diagnostics)
            {
                context.Terminal.Out.WriteLine(diagnostic);
            }

            context.Terminal.Out.WriteLine(loaded.Definitions is { } set
                ? $"{folder}: in order, {Counted(set.Journeys.Length, "journey")} and {Counted(set.Campaigns.Length, "campaign")}{Segments(set)}."
                : $"{folder}: {loaded.Diagnostics.Length} to mend.");
        }

        return loaded.Succeeded ? ExitCodes.Ok : ExitCodes.Refused;
    }

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
