using JourneyGrains.Core.Expressions;
using JourneyGrains.Silo.Settings;

namespace JourneyGrains.Silo.Hosting;

/// <summary>
/// Holds what stands after 'serve' against what there is. The host passes over a word, an option that nobody reads and an option without a value,
/// and a silo would serve with other settings than were meant.
/// </summary>
internal static class ServeArguments
{
    private const string Dashes = "--";

    /// <summary>Groups of settings that the host, the web server and Orleans read beside the silo's own.</summary>
    private static readonly string[] Groups = [SiloSettings.Section, "Logging", "Kestrel", "Orleans"];

    /// <summary>Settings of the host that stand in no group.</summary>
    private static readonly string[] OfHost = ["environment", "AllowedHosts"];

    /// <summary>What is wrong with the first that is not taken, and what to write in its place; null: all are taken.</summary>
    /// <param name="arguments">Settings as --NAME=VALUE, or as --NAME with the value after it.</param>
    public static string? Problem(ReadOnlySpan<string> arguments)
    {
        for (var place = 0; place < arguments.Length; place++)
        {
            var given = arguments[place];
            if (!given.StartsWith(Dashes, StringComparison.Ordinal) || given.Length == Dashes.Length)
            {
                return $"'{given}' is nothing that serve takes: settings are written as --{SiloSettings.Section}:NAME=VALUE. See serve --help.";
            }

            var equals = given.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? given[Dashes.Length..] : given[Dashes.Length..equals];
            if (Unknown(name) is { } problem)
            {
                return problem;
            }

            if (equals < 0 && (++place == arguments.Length || arguments[place].StartsWith(Dashes, StringComparison.Ordinal)))
            {
                return $"{given} has no value; write {given}=VALUE.";
            }
        }

        return null;
    }

    private static string? Unknown(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var known = colon < 0 ? OfHost : Groups;
        var first = colon < 0 ? name : name[..colon];
        if (known.Contains(first, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        if (first.Equals("urls", StringComparison.OrdinalIgnoreCase))
        {
            return $"--{name} is no option of serve: --{SiloSettings.Section}:HttpPort and --{SiloSettings.Section}:HttpOpen say where a silo listens.";
        }

        var meant = Suggestions.For(first, known) is { } near
            ? near + name[first.Length..]
            : Suggestions.For(first, OwnSettings()) is { } own ? $"{SiloSettings.Section}:{own}{name[first.Length..]}" : null;
        return meant is null
            ? $"--{name} is no option of serve: settings are written as --{SiloSettings.Section}:NAME=VALUE. See serve --help."
            : $"--{name} is no option of serve. Did you mean --{meant}?";
    }

    /// <summary>What may stand behind the silo's own group: "Database", and "Delivery" for all below it.</summary>
    private static IEnumerable<string> OwnSettings() => SettingsCheck.All()
        .Select(setting => $"{setting.Group}:{setting.Name}".Split(':')[1])
        .Distinct();
}
