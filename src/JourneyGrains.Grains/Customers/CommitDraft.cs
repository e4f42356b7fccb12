using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Storage;

namespace JourneyGrains.Grains.Customers;

/// <summary>Turns of one customer that are taken and not yet committed: what the store is to write, all of it or nothing (I2).</summary>
internal sealed class CommitDraft(CustomerState state)
{
    private readonly List<TranscriptEntry> entries = [];
    private readonly List<TranscriptRow> rows = [];
    private readonly List<DeadLetter> deadLetters = [];
    private SortedDictionary<string, long>? counts;
    private readonly CustomerState before = state;
    private (JournaledInput Input, DateTimeOffset At, long AfterOffset)? journaled;
    private bool erase;

    public CustomerState State { get; private set; } = state;

    /// <summary>Whether it can take an input that is kept in the journal: one a commit.</summary>
    public bool TakesInput => journaled is null && !erase;

    public bool IsEmpty => ReferenceEquals(State, before) && deadLetters.Count == 0;

    public IReadOnlyList<TranscriptEntry> Entries => entries;

    public void Add(Turn turn)
    {
        State = turn.State;
        if (turn.Entry is not { } entry)
        {
            return;
        }

        entries.Add(entry);
        rows.Add(new(entry.Number, entry.At, turn.EntryJson!));
        foreach (var line in entry.Lines.Where(line => line.Origin is not null))
        {
            Count($"{line.Origin}/{line.Kind}", 1);
        }

        foreach (var (name, by) in turn.Counts)
        {
            Count(name, by);
        }
    }

    /// <summary>Adds the turn of an input that is not in the event log, and keeps the input where it changed anything. One a commit.</summary>
    public void Add(Turn turn, Input input, DateTimeOffset at)
    {
        if (!ReferenceEquals(turn.State, State))
        {
            journaled = (new JournaledInput(input, State.NextDueAt), at, State.LogOffset);
        }

        Add(turn);
    }

    public void Refuse(DeadLetter letter) => deadLetters.Add(letter);

    /// <summary>The customer is forgotten: what was written before goes as well.</summary>
    public void Erase()
    {
        erase = true;
        journaled = null;
    }

    public CustomerCommit ToCommit(int partition, long version)
    {
        VersionTotals.Count(before.Runs, State.Runs, ref counts);
        return ToRows(partition, version);
    }

    private CustomerCommit ToRows(int partition, long version) => new(
        State.Id,
        partition,
        version,
        version + 1,
        StateEncoding.Write(State),
        State.NextDueAt,
        Waiting(State),
        State.Chain,
        State.Forgotten,
        [.. rows],
        journaled is { } input ? [new(version + 1, input.At, input.AfterOffset, CoreJson.Write(input.Input))] : [],
        counts is null ? [] : [.. counts],
        [.. deadLetters],
        erase)
    {
        WaitingSame = State.NextDueAt == before.NextDueAt && Waiting(State) == Waiting(before),
    };

    private static int Waiting(CustomerState state) => state.Outbox.Count(message => message.Status != MessageStatus.Held);

    private void Count(string name, long by)
    {
        counts ??= new(StringComparer.Ordinal);
        counts[name] = counts.GetValueOrDefault(name) + by;
    }
}
