using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Storage;
using Orleans.Concurrency;

namespace JourneyGrains.Grains.Partitions;

/// <summary>The one way into a partition's log: checks, then appends. Appends of several producers go into one commit.</summary>
[Reentrant]
internal sealed class PartitionLogGrain(IEventLog log, DefinitionCatalogue catalogue, PartitionTime time, TimeProvider clock)
    : Grain, IPartitionLogGrain
{
    private int Partition => (int)this.GetPrimaryKeyLong();

    public async Task<AppendReceipt> Append(AppendRequest request)
    {
        var good = new List<EventRecord>(request.Events.Length);
        var letters = new List<DeadLetter>();
        var now = await ArrivalAsync();
        foreach (var record in request.Events)
        {
            var arrival = record.Arrival ?? now;
            var check = Read(record, arrival);
            if (check.Event is { } input)
            {
                good.Add(EventRecord.Of(input, record.Sequence, record.Arrival));
            }
            else
            {
                letters.Add(Letter(record, arrival, check.Refusal!));
            }
        }

        var appended = await log.AppendAsync(Partition, request with { Events = [.. good] }, letters, CancellationToken.None);
        Instruments.CountRefused(letters.Count);
        return new(appended.Appended, appended.Repeated, [.. letters.Select(letter => new RefusedEvent(letter.EventId, letter.Code, letter.Reason))]);
    }

    /// <summary>When what comes without an arrival of its own will have arrived: a time that follows the log may be far from the clock's.</summary>
    private async Task<DateTimeOffset> ArrivalAsync()
    {
        var logTime = log.FollowsLog ? await time.NowAsync(Partition, CancellationToken.None) : DateTimeOffset.MinValue;
        return logTime > EventLimits.Earliest ? logTime : clock.GetUtcNow();
    }

    private CheckedEvent Read(EventRecord record, DateTimeOffset arrival)
    {
        if (record.Properties.Length > EventLimits.PropertiesBytesMax * 2)
        {
            return new(null, new(RefusalCodes.TooLarge,
                $"The properties take {record.Properties.Length} bytes; {EventLimits.PropertiesBytesMax} are allowed. Send a reference instead of the content."));
        }

        try
        {
            return EventChecks.Check(record.ToEvent(), arrival, catalogue.Current.EventType);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or InvalidOperationException)
        {
            return new(null, new(RefusalCodes.Unreadable, $"The properties are not a JSON object in UTF-8: {error.Message}"));
        }
    }

    /// <summary>What is too large to keep whole is kept by its beginning, and cannot be replayed.</summary>
    private static DeadLetter Letter(EventRecord record, DateTimeOffset at, Refusal refusal)
    {
        byte[] body;
        var whole = record.Properties.Length <= EventLimits.PropertiesBytesMax && refusal.Code != RefusalCodes.Unreadable;
        try
        {
            body = whole ? EventJson.Write(record.ToEvent()) : record.Properties;
        }
        catch (System.Text.Json.JsonException)
        {
            (whole, body) = (false, record.Properties);
        }

        whole &= body.Length <= DeadLetter.BodyBytesMax;
        var kept = whole ? body : body[..Math.Min(body.Length, DeadLetter.BodyBytesMax)];
        var (id, customer) = (Short(record.Id, EventLimits.IdLengthMax), Short(record.CustomerId, EventLimits.CustomerIdLengthMax));
        return new(0, at, "log", refusal.Code, refusal.Reason, id, customer, kept, whole) { Sequence = record.Sequence };
    }

    private static string Short(string? text, int most) => text is null ? "" : text.Length <= most ? text : text[..most];
}
