using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Client.Replaying;

/// <summary>Sends one round after the other, the partitions of a round at once; while one is under way the next is read.</summary>
internal sealed class ReplaySender(
    IJourneyGrains grains, ReplayOptions options, ConsumerLag lag, Retrying retrying, IProgress<ReplayProgress>? progress)
{
    private readonly Dictionary<int, Resends> resends = [];
    private Task sending = Task.CompletedTask;
    private ReplayProgress reached = ReplayProgress.None;

    /// <summary>Completes when the round before this one is durable and this one is on its way.</summary>
    public async Task SendAsync(ReplayRound round, CancellationToken cancellation)
    {
        await sending;
        if (round.Count > 0)
        {
            await lag.TakeAsync(round.Count, cancellation);
            sending = SendRoundAsync(round, round.Last, cancellation);
        }
    }

    /// <summary>Tells all partitions how far the recording is, though there is no event.</summary>
    public async Task MarkAsync(ReplayRound empty, DateTimeOffset moment, CancellationToken cancellation)
    {
        await sending;
        if (options.RecordedArrivals)
        {
            await SendRoundAsync(empty, Moments.ToMicroseconds(moment), cancellation);
        }
    }

    /// <summary>Completes when everything is durable, and the store's time is the end of the recording.</summary>
    public async Task<ReplayProgress> EndAsync(ReplayRound empty, DateTimeOffset end, CancellationToken cancellation)
    {
        await sending;
        if (reached.Events > 0 || options.Until is not null)
        {
            await MarkAsync(empty, end, cancellation);
        }

        return reached;
    }

    private async Task SendRoundAsync(ReplayRound round, DateTimeOffset moment, CancellationToken cancellation)
    {
        var requests = round.Requests(options, options.RecordedArrivals ? moment : null).ToList();
        var answers = await Task.WhenAll(requests.Select(one => AppendAsync(one, cancellation)));
        TellRefused(round, requests.Select(one => one.Partition).Zip(answers.Select(answer => answer.Receipt)));
        var unknown = requests.Zip(answers).Sum(one => Settle(one.First.Partition, one.Second.Receipt, one.Second.Again));
        reached = reached with
        {
            Events = reached.Events + round.Count,
            Refused = reached.Refused + answers.Sum(answer => answer.Receipt.Refused.Length),
            Unknown = reached.Unknown + unknown,
            Behind = lag.Behind,
            Time = moment,
        };
        progress?.Report(reached);
    }

    /// <summary>Counts what the log added, and whose that was which it had already; gives how many of these nobody can say of.</summary>
    private int Settle(int partition, AppendReceipt receipt, bool again)
    {
        resends.TryAdd(partition, new());
        var whose = resends[partition].Look(receipt.Appended, receipt.Repeated, again);
        var own = whose == RepeatsOf.Own ? receipt.Repeated : 0;
        reached = reached with { Appended = reached.Appended + receipt.Appended + own, Repeated = reached.Repeated + receipt.Repeated - own };
        return whose == RepeatsOf.Unknown ? receipt.Repeated : 0;
    }

    private void TellRefused(ReplayRound round, IEnumerable<(int Partition, AppendReceipt Receipt)> answers)
    {
        if (options.Refused is { } tell)
        {
            foreach (var (number, record, refusal) in answers.SelectMany(one => round.Refused(one.Partition, one.Receipt)).OrderBy(one => one.Number))
            {
                tell(number, record, refusal);
            }
        }
    }

    private async Task<(AppendReceipt Receipt, bool Again)> AppendAsync((int Partition, AppendRequest Request) one, CancellationToken cancellation)
    {
        var sendings = 0;
        var receipt = await retrying.RunAsync(
            () =>
            {
                sendings++;
                return grains.Log(one.Partition).Append(one.Request);
            },
            cancellation);
        return (receipt, sendings > 1);
    }
}
