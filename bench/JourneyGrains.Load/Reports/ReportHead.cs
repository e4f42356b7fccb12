using System.Globalization;
using System.Text;
using JourneyGrains.Load.Databases;

namespace JourneyGrains.Load.Reports;

/// <summary>What every report says first: when, on what, by which command. Made when the measuring begins.</summary>
internal sealed class ReportHead(LoadPlace place)
{
    private readonly string loadBefore = Machine.LoadAverages();
    private readonly DateTimeOffset began = DateTimeOffset.UtcNow;

    public StringBuilder Begin(string title, ILoadDatabase database, string collector)
    {
        var text = new StringBuilder();
        text.Line($"# {title}\n");
        text.Line($"- date: {began:yyyy-MM-dd HH:mm} UTC");
        text.Line($"- machine: {Machine.Describe()}; the silo's process: {collector}");
        text.Line($"- load averages before and after: {loadBefore}; {Machine.LoadAverages()}");
        text.Line($"- database: {database.Name}, {database.Settings}");
        text.Line($"- command: `dotnet run -c Release --project bench/JourneyGrains.Load -- {place.Arguments}`");
        if (place.Note.Length > 0)
        {
            text.Line($"- note: {place.Note}");
        }

        return text;
    }
}

/// <summary>Lines of a report, the same in every culture.</summary>
internal static class ReportLines
{
    public static void Line(this StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    public static void Line(this StringBuilder text) => text.Append('\n');

    /// <summary>A number, or that it is not known.</summary>
    public static string Shown(this double value) => double.IsNaN(value) ? "-" : value.ToString("N0", CultureInfo.InvariantCulture);
}
