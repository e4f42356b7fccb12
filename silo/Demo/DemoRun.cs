using System.Diagnostics;
using System.Globalization;
using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Replaying;
using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.ShoppingDays;
using Spectre.Console;

namespace JourneyGrains.Silo.Demo;

/// <summary>
/// The demo: a generated shopping day through an embedded silo, closed by a flash-sale wave. Started again on the same folder it goes on
/// where it was: the log drops what it has, and nothing is sent twice.
/// </summary>
internal sealed class DemoRun(DemoOptions options, WebApplication app, DemoFeed feed, DemoScreen screen)
{
    private const string Campaign = "flash-sale";
    private const int LinesPerLook = 3;
    private const int WidthRedirected = 180;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);

    private readonly IGrainFactory grains = app.Services.GetRequiredService<IGrainFactory>();

    /// <summary>How the command line is called from here; where the port is not the one it looks at, with the option that names it.</summary>
    private string ClientCommand => options.GatewayPort == new SiloSettings().GatewayPort
        ? "dotnet run --project client --"
        : string.Create(CultureInfo.InvariantCulture, $"dotnet run --project client -- --gateway 127.0.0.1:{options.GatewayPort}");

    private IOperationsGrain Operations => grains.GetGrain<IOperationsGrain>(0);

    public static async Task<int> ExecuteAsync(DemoOptions options, CancellationToken cancellation)
    {
        var feed = new DemoFeed();
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidthRedirected;
            AnsiConsole.Profile.Capabilities.Ansi = false;
        }

        var screen = new DemoScreen(AnsiConsole.Console);
        try
        {
            options.Check();
            var folder = new DemoFolder(options.Data);
            FreePorts.Check(new SiloSettings { HttpPort = options.HttpPort, SiloPort = options.SiloPort, GatewayPort = options.GatewayPort });
            folder.Prepare(options.Day, options.Fresh);
            await using var app = SiloHost.Build([], Configuration(options, folder), feed);
            await new DemoRun(options, app, feed, screen).RunToEndAsync(cancellation);
            return SiloCommand.Done;
        }
        catch (Exception error) when (StartProblems.Explain(error) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return SiloCommand.CouldNotStart;
        }
    }

    /// <summary>Up to the end of the day, or until it is told to end, in whatever it is; the silo is stopped in order then.</summary>
    private async Task RunToEndAsync(CancellationToken cancellation)
    {
        try
        {
            await SiloStart.StartAsync(app, null, cancellation);
            await RunAsync(cancellation);
            if (options.Stay)
            {
                await app.WaitForShutdownAsync(cancellation);
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested || app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // A silo that stops refuses what the demo still asks of it.
            screen.Say("The demo was told to end before its day was over; started again, it goes on where it was.");
        }

        await app.StopAsync(CancellationToken.None);
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        var settings = new ShoppingDayOptions { Customers = options.Customers, Events = options.Events, Seed = options.Seed };
        var recording = ShoppingDay.Generate(settings).ToList();
        var day = new DayProgress(recording);
        feed.Follow(day);
        await day.DecideLoggedAsync(Operations);
        screen.Headline(string.Create(CultureInfo.InvariantCulture,
            $"A shopping day, {settings.Date:yyyy-MM-dd}: {recording.Count:N0} events of {settings.Customers:N0} customers, seed {settings.Seed}"));
        screen.Say($"  store    {new DemoFolder(options.Data).Store}");
        screen.Say($"  journeys {string.Join(", ", (await Operations.Definitions()).Journeys)}");
        if (day.Decided > 0)
        {
            screen.Say(string.Create(CultureInfo.InvariantCulture,
                $"  The store has {day.Decided:N0} events of this day already; the rest follows, and nothing is sent twice."));
        }

        screen.Say("");
        var began = Stopwatch.GetTimestamp();
        await PassAsync(recording, settings, day, cancellation);
        await WaveAsync(cancellation);
        await EndAsync(day, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Publishes the day and shows what happens until all of it is decided and nothing is due any more.</summary>
    private async Task PassAsync(List<RecordedEvent> recording, ShoppingDayOptions of, DayProgress day, CancellationToken cancellation)
    {
        var replayer = ActivatorUtilities.CreateInstance<LogReplayer>(app.Services, new JourneyGrainsClient(grains, Microsoft.Extensions.Options.Options.Create(new JourneyGrainsClientOptions())));
        var settings = new ReplayOptions
        {
            Producer = $"demo-{of.Seed}-{of.Customers}-{of.Events}",
            RecordedArrivals = true,
            Refused = (_, record, _) => day.Refuse(record.CustomerId, record.Id),
            Until = new DateTimeOffset(of.Date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero),
            Partitions = StreamNames.PartitionsDefault,
        };
        var passing = PublishAsync(replayer, recording, settings, cancellation);
        await WatchAsync(passing, day, cancellation);
        await passing;
    }

    private static async Task PublishAsync(
        LogReplayer replayer, IReadOnlyList<RecordedEvent> recording, ReplayOptions settings, CancellationToken cancellation)
    {
        await replayer.ReplayAsync(Records(recording), settings, null, cancellation);
        await replayer.CaughtUpAsync(null, cancellation);
    }

    private static async IAsyncEnumerable<EventRecord> Records(IReadOnlyList<RecordedEvent> recording)
    {
        foreach (var recorded in recording)
        {
            yield return EventRecord.Of(recorded.Event, arrival: recorded.Arrival);
        }

        await Task.CompletedTask;
    }

    private async Task WatchAsync(Task work, DayProgress day, CancellationToken cancellation)
    {
        var last = day.Decided;
        var at = Stopwatch.GetTimestamp();
        for (var look = 1; !work.IsCompleted; look++)
        {
            await Task.WhenAny(work, Task.Delay(Look, cancellation));
            foreach (var decision in feed.Sample(LinesPerLook))
            {
                screen.Decision(decision);
            }

            if (look % 4 == 0 || work.IsCompleted)
            {
                var status = await Operations.Status();
                var (decided, perSecond) = (day.Decided, (day.Decided - last) / Stopwatch.GetElapsedTime(at).TotalSeconds);

                // What an earlier start was refused, the log does not refuse again: at the end the day is over all the same.
                var (time, share) = work.IsCompletedSuccessfully ? (status.Time, 1) : (day.Time, day.Share);
                screen.Progress(time, share, decided, perSecond, DemoScreen.Sum(status, LineKind.HandedOver));
                (last, at) = (decided, Stopwatch.GetTimestamp());
            }
        }
    }

    private async Task WaveAsync(CancellationToken cancellation)
    {
        screen.Say("");
        screen.Headline($"The day ends: the wave '{Campaign}' goes to everyone who looked and did not buy");
        var campaign = grains.GetGrain<ICampaignGrain>(Campaign);
        var status = await campaign.Launch(null);
        while (status is { Problem: null, State: "running" })
        {
            await Task.Delay(Look, cancellation);
            foreach (var decision in feed.Sample(LinesPerLook))
            {
                screen.Decision(decision);
            }

            status = await campaign.Status();
            screen.Say(string.Create(CultureInfo.InvariantCulture, $"  {status.Offered:N0} of {status.Customers:N0} customers reached, {status.Sent:N0} messages decided"));
        }

        screen.Say(status.Problem ?? string.Create(CultureInfo.InvariantCulture, $"  {status.State}: {status.Offered:N0} reached, {status.Sent:N0} messages decided"));
    }

    private async Task EndAsync(DayProgress day, TimeSpan took)
    {
        var status = await Operations.Status();
        screen.Say("");
        screen.Totals(status);
        screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"{day.Events + day.Repeats:N0} events of {options.Customers:N0} customers: {day.Decided:N0} decided, {day.Repeats:N0} came again under a known id and changed "
            + $"nothing, {day.Events - day.Decided:N0} refused with their reason."));
        screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"{DemoScreen.Sum(status, LineKind.HandedOver):N0} messages handed over; {took.TotalSeconds:N1} s for this run."));
        screen.Say($"Transcript digest {await Operations.Digest()}");
        if (options.Stay)
        {
            var results = await Operations.AllResults();
            LookNext(results.FirstOrDefault(one => one.Splits.Any(split => split.Arms.Length > 1))?.Origin);
        }
    }

    /// <param name="experiment">A journey with arms to compare; null: there is none.</param>
    private void LookNext(string? experiment)
    {
        screen.Say("");
        screen.Headline("Look next");
        screen.Say($"  dashboard    http://localhost:{options.HttpPort}/dashboard");
        screen.Say($"  console      http://localhost:{options.HttpPort}/console");
        screen.Say($"  messages     {new DemoFolder(options.Data).Outbox}");
        screen.Say($"  one customer {ClientCommand} customer transcript c-00042");
        if (experiment is not null)
        {
            screen.Say($"  its arms     {ClientCommand} journeys results {experiment}");
        }

        screen.Say($"  refused      {ClientCommand} deadletters list");
        screen.Say("  The store's time follows its log and stands at the end of the day: for events of your own, start a silo without 'demo'.");
        screen.Say("  Ctrl+C ends it; a second start sends nothing twice.");
    }

    private static Dictionary<string, string?> Configuration(DemoOptions options, DemoFolder folder) => new()
    {
        // A generated day never goes into the cluster that the environment names for real silos.
        ["JourneyGrains:Storage"] = nameof(SiloStorage.Sqlite),
        ["JourneyGrains:AdvertisedAddress"] = "127.0.0.1",
        ["JourneyGrains:SiloOpen"] = "false",
        ["JourneyGrains:Partitions"] = StreamNames.PartitionsDefault.ToString(CultureInfo.InvariantCulture),
        ["JourneyGrains:Database"] = folder.Store,
        ["JourneyGrains:HttpPort"] = options.HttpPort.ToString(CultureInfo.InvariantCulture),
        ["JourneyGrains:SiloPort"] = options.SiloPort.ToString(CultureInfo.InvariantCulture),
        ["JourneyGrains:GatewayPort"] = options.GatewayPort.ToString(CultureInfo.InvariantCulture),
        ["JourneyGrains:Delivery:OutboxFolder"] = folder.Outbox,
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Orleans"] = "Error",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
    };
}
