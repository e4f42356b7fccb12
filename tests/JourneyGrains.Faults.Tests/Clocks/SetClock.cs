using System.Globalization;

namespace JourneyGrains.Faults.Tests.Clocks;

/// <summary>
/// A clock that a file sets: the machine's, times a rate from a moment on, plus a step. Timers and elapsed times stay the machine's, as they
/// do when an operator or NTP sets a clock. Read again every 20 ms.
/// </summary>
internal sealed class SetClock : TimeProvider
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private readonly string file;
    private ClockSetting setting;
    private long looked;

    public SetClock(string file)
    {
        this.file = file;
        setting = ClockSetting.Read(file) ?? throw new FileNotFoundException($"The clock's file '{file}' says nothing.");
    }

    public override DateTimeOffset GetUtcNow()
    {
        if (GetElapsedTime(Volatile.Read(ref looked)) > LookEvery && ClockSetting.Read(file) is { } read)
        {
            Volatile.Write(ref setting, read);
            Volatile.Write(ref looked, GetTimestamp());
        }

        return Volatile.Read(ref setting).At(System.GetUtcNow());
    }
}

/// <summary>What a clock shows: at a moment of the machine's clock a time, and from there on so much faster.</summary>
internal sealed record ClockSetting(DateTimeOffset Machine, DateTimeOffset Shown, double Rate)
{
    public DateTimeOffset At(DateTimeOffset machine) => Shown + ((machine - Machine) * Rate);

    /// <summary>The same clock, set forward or back now.</summary>
    public ClockSetting Step(TimeSpan by, DateTimeOffset machine) => new(machine, At(machine) + by, Rate);

    /// <summary>Whole, or as it was: readers never see half of it. One at a time: see <see cref="ClockHand"/>.</summary>
    public void Write(string file)
    {
        File.WriteAllText(file + ".new", string.Join(' ', Machine.UtcTicks, Shown.UtcTicks, Rate.ToString(CultureInfo.InvariantCulture)));
        File.Move(file + ".new", file, overwrite: true);
    }

    public static ClockSetting? Read(string file)
    {
        try
        {
            var parts = File.ReadAllText(file).Split(' ');
            return new(Moment(parts[0]), Moment(parts[1]), double.Parse(parts[2], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static DateTimeOffset Moment(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
