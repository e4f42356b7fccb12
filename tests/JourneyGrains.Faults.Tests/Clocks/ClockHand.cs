namespace JourneyGrains.Faults.Tests.Clocks;

/// <summary>Sets the clock of a file. May be used from several threads at once: one sets it after another, and no step is lost.</summary>
internal sealed class ClockHand
{
    private readonly Lock gate = new();
    private readonly string file;
    private ClockSetting setting;

    public ClockHand(string file, ClockSetting setting)
    {
        (this.file, this.setting) = (file, setting);
        setting.Write(file);
    }

    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (gate)
            {
                return setting.At(DateTimeOffset.UtcNow);
            }
        }
    }

    /// <summary>Sets it to a time, and from now on so much faster than the machine's.</summary>
    public void Set(DateTimeOffset shown, double rate) => Set((_, machine) => new(machine, shown, rate));

    /// <summary>From now on so much faster than the machine's, from where it stands.</summary>
    public void Run(double rate) => Set((last, machine) => new(machine, last.At(machine), rate));

    /// <summary>Sets it forward or back from where it stands.</summary>
    public void Step(TimeSpan by) => Set((last, machine) => last.Step(by, machine));

    private void Set(Func<ClockSetting, DateTimeOffset, ClockSetting> next)
    {
        lock (gate)
        {
            setting = next(setting, DateTimeOffset.UtcNow);
            setting.Write(file);
        }
    }
}
