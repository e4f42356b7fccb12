using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Values;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Grains.Partitions;
using JourneyGrains.Storage;
using Orleans.Concurrency;

namespace JourneyGrains.Grains.Operations;

/// <summary>Answers operators from the store; keeps nothing itself.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class OperationsGrain(
    IEventLog log, ICustomerStore customers, IDeadLetterStore letters, DefinitionCatalogue catalogue, EditionStore editions, PartitionTime time,
    SiloCatalogues silos)
    : Grain, IOperationsGrain
{
    private const int RefusalsMax = 100;
    private const int EventsMax = 1_000;
    private const int LivesMax = 500;

    public async Task<SystemStatus> Status()
    {
        var none = CancellationToken.None;
        var partitions = Enumerable.Range(0, log.Partitions).ToArray();
        var positions = await Task.WhenAll(partitions.Select(partition => log.PositionAsync(partition, PartitionTime.Consumer, none)));
        var times = await Task.WhenAll(partitions.Select(partition => time.WatermarkAsync(partition, none)));
        var counts = await customers.CountAsync(time.DueBefore(times.Min()), none);
        var totals = await customers.TotalsAsync(none);
        return new(
            positions.Sum(position => position.Head + 1),
            positions.Sum(position => position.Consumed + 1),
            counts.Customers,
            counts.Due,
            counts.Outbox,
            await letters.CountAsync(none),
            log.FollowsLog,
            times.Min(),
            totals.Where(total => !ResultReader.IsResult(total.Key) && !VersionTotals.Is(total.Key)).ToDictionary(StringComparer.Ordinal),
            log.Partitions);
    }

    public async Task<ResultsView?> Results(string origin) =>
        ResultViews.Of(origin, await customers.TotalsAsync(CancellationToken.None), catalogue.Current);

    public async Task<ResultsView[]> AllResults()
    {
        var totals = await customers.TotalsAsync(CancellationToken.None);
        return [.. ResultReader.Origins(totals).Select(origin => ResultViews.Of(origin, totals, catalogue.Current)!)];
    }

    public async Task<string> Digest() => CoreJson.Digest(await customers.ChainsAsync(CancellationToken.None));

    public async Task<DeadLetterRecord[]> DeadLetters(long before, int count) =>
        [.. (await letters.ListAsync(before, Math.Clamp(count, 1, 500), CancellationToken.None)).Select(Record)];

    public async Task<ReplayReceipt> ReplayDeadLetters(long[]? numbers)
    {
        var (taken, again, not) = (0, 0, 0);
        var refusals = new List<ReplayRefusal>();
        var missing = numbers?.ToHashSet() ?? [];
        await foreach (var letter in Chosen(numbers?.Distinct()))
        {
            missing.Remove(letter.Number);
            if (await Replay(letter) is not { } receipt)
            {
                not++;
            }
            else if (receipt.Refused is not [var refused, ..])
            {
                taken++;
            }
            else if (++again <= RefusalsMax)
            {
                refusals.Add(new(letter.Number, refused.Code, refused.Reason));
            }
        }

        return new(taken, again, not, [.. refusals], missing.Count == 0 ? null : [.. missing.Order()]);
    }

    public Task Refuse(DeadLetterRecord[] refused) => letters.AddAsync(
        [.. refused.Select(record => new DeadLetter(
            0, record.At, record.Source, record.Code, record.Reason, record.EventId, record.CustomerId,
            record.Body.Length <= DeadLetter.BodyBytesMax ? record.Body : record.Body[..DeadLetter.BodyBytesMax],
            record.Replayable && record.Body.Length <= DeadLetter.BodyBytesMax))],
        CancellationToken.None);

    public async Task<EventRecord[]> Log(int partition, long after, int count) =>
        [.. await log.ReadAsync(partition, after, Math.Clamp(count, 1, EventsMax), CancellationToken.None)];

    public async Task<LifeRecord[]> Lives(int partition, string after, int count)
    {
        var lives = await customers.LivesAsync(partition, after, Math.Clamp(count, 1, LivesMax), CancellationToken.None);
        return
        [
            .. lives.Select(life => new LifeRecord(
                life.CustomerId, life.State, [.. life.Journal.Select(row => new JournalRecord(row.At, row.AfterOffset, row.Input))])),
        ];
    }

    public async Task<StateRecord[]> States(int partition, string after, int count)
    {
        var states = await customers.StatesAsync(partition, after, Math.Clamp(count, 1, LivesMax), CancellationToken.None);
        return [.. states.Select(state => new StateRecord(state.CustomerId, state.State))];
    }

    public Task<DefinitionsView> Definitions() => CatalogueGrain.ViewAsync(catalogue, editions);

    public async Task<EditionRecord?> Edition(int number)
    {
        var edition = (await editions.HistoryAsync()).Editions.FirstOrDefault(known => known.Number == number);
        return edition is not null && await editions.PackedAsync(edition) is { } packed ? new(CatalogueGrain.View(edition), packed) : null;
    }

    public Task<SiloView[]> Silos() => silos.ViewAsync();

    private async IAsyncEnumerable<DeadLetter> Chosen(IEnumerable<long>? numbers)
    {
        if (numbers is not null)
        {
            foreach (var number in numbers)
            {
                if (await letters.FindAsync(number, CancellationToken.None) is { } found)
                {
                    yield return found;
                }
            }

            yield break;
        }

        for (var page = await letters.ListAsync(0, 200, CancellationToken.None); page.Count > 0;
            page = await letters.ListAsync(page[^1].Number, 200, CancellationToken.None))
        {
            foreach (var letter in page)
            {
                yield return letter;
            }
        }
    }

    /// <summary>What the log says; where it refuses again, a new dead letter is in place of the old. Null: there is nothing to publish.</summary>
    private async Task<AppendReceipt?> Replay(DeadLetter letter)
    {
        if (!letter.Replayable || EventJson.Read(letter.Body, out _).Event is not { } input)
        {
            return null;
        }

        var partition = StableHashing.Partition(input.CustomerId, log.Partitions);
        var receipt = await GrainFactory.GetGrain<IPartitionLogGrain>(partition).Append(new([EventRecord.Of(input)]));
        await letters.RemoveAsync(letter.Number, CancellationToken.None);
        return receipt;
    }

    private static DeadLetterRecord Record(DeadLetter letter) => new(
        letter.Number, letter.At, letter.Source, letter.Code, letter.Reason, letter.EventId, letter.CustomerId, letter.Body, letter.Replayable);
}
