using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Client.Tests.Fakes;

/// <summary>A store in memory, with the promises of the contracts and nothing behind them.</summary>
public sealed class FakeSystem(int partitions = 4)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(int Partition, string Producer), long> last = [];
    private long dead;

    public int Partitions => partitions;

    public List<EventRecord>[] Logs { get; } = [.. Enumerable.Range(0, partitions).Select(_ => new List<EventRecord>())];

    /// <summary>Appends in the order in which they came.</summary>
    public List<(int Partition, AppendRequest Request)> Appends { get; } = [];

    public List<DeadLetterRecord> DeadLetters { get; } = [];

    public long Appended => Logs.Sum(log => (long)log.Count);

    public long Consumed { get; set; }

    /// <summary>How many events are consumed between two looks at the status.</summary>
    public long ConsumedPerStatus { get; set; } = long.MaxValue;

    /// <summary>The most events that were ever in the log and not consumed.</summary>
    public long BehindMost { get; private set; }

    /// <summary>Fails an append before it is made; null: does not.</summary>
    public Func<AppendRequest, Exception?> Before { get; set; } = _ => null;

    /// <summary>Fails an append after it is made: the answer is lost.</summary>
    public Func<AppendRequest, Exception?> After { get; set; } = _ => null;

    /// <summary>Fails a look at the status; null: does not.</summary>
    public Func<Exception?> BeforeStatus { get; set; } = () => null;

    /// <summary>The brand's own event types, which only the log knows.</summary>
    public Func<string, EventType?> Declared { get; set; } = _ => null;

    /// <summary>The store's time follows its log.</summary>
    public bool FollowsLog { get; set; }

    public IEnumerable<EventRecord> All => Logs.SelectMany(log => log);

    public AppendReceipt Append(int partition, AppendRequest request)
    {
        lock (gate)
        {
            if (Before(request) is { } failure)
            {
                throw failure;
            }

            Appends.Add((partition, request));
            var receipt = Add(partition, request);
            BehindMost = Math.Max(BehindMost, Appended - Consumed);
            return After(request) is { } lost ? throw lost : receipt;
        }
    }

    public SystemStatus Status()
    {
        lock (gate)
        {
            if (BeforeStatus() is { } failure)
            {
                throw failure;
            }

            Consumed = Math.Min(Appended, ConsumedPerStatus == long.MaxValue ? Appended : Consumed + ConsumedPerStatus);
            return new(Appended, Consumed, 2, 0, 1, DeadLetters.Count, FollowsLog, DateTimeOffset.UnixEpoch, Totals(), partitions);
        }
    }

    public void Refuse(IEnumerable<DeadLetterRecord> letters)
    {
        lock (gate)
        {
            DeadLetters.AddRange(letters.Select(letter => letter with { Number = ++dead }));
        }
    }

    /// <summary>Declares "review.written", which needs "stars".</summary>
    public void DeclareReviews() => Declared = name => name == "review.written"
        ? new EventType(name, "A review.", [new EventProperty("stars", ValueKind.Number, true, "")])
        : null;

    private static Dictionary<string, long> Totals() => new()
    {
        ["/Fact"] = 9,
        ["cart-recovery/Entered"] = 1_200,
        ["cart-recovery/Sent"] = 3,
        ["cart-recovery/Step"] = 7,
        ["cart-recovery/Issued"] = 40,
        ["cart-recovery/Redeemed"] = 12,
        ["score/Called"] = 1_500,
        ["score/CallFailed"] = 6,
        ["segment/lapsed/Joined"] = 321,
        ["segment/lapsed/Left"] = 20,
        ["flash-sale/last-call/Sent"] = 5,
    };

    private AppendReceipt Add(int partition, AppendRequest request)
    {
        var (appended, repeated) = (0, 0);
        var refused = new List<RefusedEvent>();
        foreach (var record in request.Events)
        {
            var key = (partition, request.Producer ?? "");
            if (EventChecks.Check(record.ToEvent(), record.Arrival ?? DateTimeOffset.UtcNow, Declared).Refusal is { } refusal)
            {
                refused.Add(new(record.Id, refusal.Code, refusal.Reason));
                Refuse([new(0, default, "log", refusal.Code, refusal.Reason, record.Id, record.CustomerId, record.Properties, true)]);
            }
            else if (request.Producer is not null && record.Sequence <= last.GetValueOrDefault(key))
            {
                repeated++;
            }
            else
            {
                last[key] = record.Sequence;
                Logs[partition].Add(record);
                appended++;
            }
        }

        return new(appended, repeated, [.. refused]);
    }
}
