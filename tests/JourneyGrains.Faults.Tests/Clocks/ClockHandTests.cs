namespace JourneyGrains.Faults.Tests.Clocks;

public sealed class ClockHandTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2025, 11, 11, 0, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journeygrains-clock-");

    private string File => Path.Combine(folder.FullName, "clock");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Steps_at_one_time_are_all_taken_and_the_file_says_where_the_clock_stands()
    {
        const int steps = 2_000;
        var hand = new ClockHand(File, new ClockSetting(DateTimeOffset.UtcNow, Morning, 0));

        Parallel.For(0, steps, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => hand.Step(TimeSpan.FromHours(1)));

        Assert.Equal(Morning.AddHours(steps), hand.Now);
        Assert.Equal(Morning.AddHours(steps), new SetClock(File).GetUtcNow());
    }

    [Fact]
    public void A_clock_that_runs_slower_goes_on_from_where_it_stands()
    {
        var hand = new ClockHand(File, new ClockSetting(DateTimeOffset.UtcNow.AddHours(-1), Morning, 10));
        hand.Run(0);
        var stopped = hand.Now;

        Assert.True(stopped >= Morning.AddHours(10));
        Assert.Equal(stopped, hand.Now);
        hand.Set(Morning, 0);
        Assert.Equal(Morning, ClockSetting.Read(File)!.Shown);
    }
}
