using System.Globalization;

namespace JourneyGrains.Load.Processes;

/// <summary>CPU of other processes, user and system together, from /proc/PID/stat; elsewhere than on Linux nothing is known.</summary>
internal static class ProcessTimes
{
    // USER_HZ, which Linux has fixed at 100 for what it shows to programs.
    private const double TicksPerSecond = 100;

    // Places behind the name, which stands in brackets and may hold anything.
    private const int ParentPlace = 1;
    private const int UserPlace = 11;
    private const int SystemPlace = 12;
    private const int ReapedUserPlace = 13;
    private const int ReapedSystemPlace = 14;

    /// <summary>The parent of a process of that name; null: there is none here.</summary>
    public static int? Parent(int pid, string name) =>
        Read(pid) is { } stat && stat.Name == name ? (int)stat.Fields[ParentPlace] : null;

    public static TimeSpan? Of(int pid) => Read(pid) is { } stat ? Time(stat.Fields[UserPlace] + stat.Fields[SystemPlace]) : null;

    /// <summary>A server and its processes: its own, those of its children now, and those of children that have ended.</summary>
    public static TimeSpan? OfFamily(int pid)
    {
        if (Read(pid) is not { } server)
        {
            return null;
        }

        var ticks = server.Fields[UserPlace] + server.Fields[SystemPlace] + server.Fields[ReapedUserPlace] + server.Fields[ReapedSystemPlace];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var other)
                && Read(other) is { } child && child.Fields[ParentPlace] == pid)
            {
                ticks += child.Fields[UserPlace] + child.Fields[SystemPlace];
            }
        }

        return Time(ticks);
    }

    private static TimeSpan Time(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);

    private static (string Name, long[] Fields)? Read(int pid)
    {
        string text;
        try
        {
            text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        }
        catch (IOException)
        {
            return null;
        }

        var (from, to) = (text.IndexOf('('), text.LastIndexOf(')'));
        var fields = text[(to + 2)..].Split(' ')
            .Select(field => long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0);
        return (text[(from + 1)..to], [.. fields]);
    }
}
