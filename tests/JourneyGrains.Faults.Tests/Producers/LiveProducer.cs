using System.Text;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Faults.Tests.Rounds;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Faults.Tests.Producers;

/// <summary>
/// Publishes a day as it happens by the silos' clock, a few events at once to each partition, each batch again until it is acknowledged; and
/// has consents changed and journeys entered by command between them.
/// </summary>
internal sealed class LiveProducer(Ground ground, IReadOnlyList<RecordedEvent> day) : IProducer
{
    private const int BatchMax = 12;
    private const int ResendMost = 60;
    private const int CommandEvery = 25;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private readonly List<string> commands = [];
    private int sent;
    private int resends;

    public double Progress => (double)Volatile.Read(ref sent) / day.Count;

    /// <summary>What stands for each command that was acknowledged as the input of an entry in its customer's transcript.</summary>
    public IReadOnlyList<string> Commands => commands;

    public void Resend() => Interlocked.Increment(ref resends);

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (sent < day.Count)
        {
            if (Interlocked.Exchange(ref resends, 0) > 0)
            {
                var from = Math.Max(0, sent - ResendMost);
                await SendAsync(from, sent, cancellation);
            }

            var to = sent;
            while (to < day.Count && to - sent < BatchMax && day[to].Arrival <= ground.Now)
            {
                to++;
            }

            if (to == sent)
            {
                await Task.Delay(Pause, cancellation);
                continue;
            }

            await SendAsync(sent, to, cancellation);
            if (sent / CommandEvery != to / CommandEvery)
            {
                await CommandAsync(day[sent].Event.CustomerId, cancellation);
            }

            Volatile.Write(ref sent, to);
        }
    }

    private async Task SendAsync(int from, int to, CancellationToken cancellation)
    {
        var batches = Enumerable.Range(from, to - from).GroupBy(index => StableHashing.Partition(day[index].Event.CustomerId, Ground.Partitions));
        await Task.WhenAll(batches.Select(batch =>
        {
            var records = batch.Select(index => EventRecord.Of(day[index].Event, ground.Plan.Numbered ? index + 1 : 0)).ToArray();
            var request = new AppendRequest(records, ground.Plan.Numbered ? "faults" : null);
            return Patiently.DoAsync(() => ground.Grains.Log(batch.Key).Append(request), cancellation);
        }));
    }

    /// <summary>The same command again until it is acknowledged.</summary>
    private async Task CommandAsync(string customer, CancellationToken cancellation)
    {
        var id = FormattableString.Invariant($"k-{commands.Count}");
        if (string.IsNullOrWhiteSpace(customer))
        {
            return;
        }

        if (commands.Count % 2 == 0)
        {
            var consent = new ConsentRequest(id, "email", "marketing", commands.Count % 4 != 0, "asked by the round");
            await Patiently.DoAsync(() => ground.Grains.Customer(customer).ChangeConsent(consent), cancellation);
            commands.Add($"event {EventTypes.ConsentChanged} {id}");
            return;
        }

        var enter = new EnterRequest(id, RoundJourneys.Asked, Encoding.UTF8.GetBytes($$"""{"ask":"{{id}}"}"""));
        var receipt = await Patiently.DoAsync(() => ground.Grains.Customer(customer).Enter(enter), cancellation);
        commands.Add(receipt.Done ? $"enter {RoundJourneys.Asked} {id}" : $"the refused {id}: {receipt.Reason}");
    }
}
