using System.Diagnostics;
using System.Text.Json;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;
using JourneyGrains.Storage;
using Microsoft.Extensions.Logging;

namespace JourneyGrains.Grains.Customers;

/// <summary>
/// One customer in memory: the committed state, and the taking and committing of turns, one at a time. Memory never runs ahead of the
/// disk: the state is replaced only after the commit, and dropped when a commit fails.
/// </summary>
internal sealed partial class CustomerTurns(string customerId, int partition, CustomerRuntime runtime)
{
    private readonly TurnGate gate = new();
    private CustomerState? state;
    private long version;

    /// <summary>As committed; null before <see cref="LoadAsync"/> and after a failed commit.</summary>
    public CustomerState? Committed => state;

    /// <summary>What decides for the customer: the edition they have, since the last <see cref="AdoptAsync"/>.</summary>
    public DefinitionSet Definitions { get; private set; } = DefinitionSet.Empty;

    /// <summary>Holds every other input of this customer off until disposed.</summary>
    public ValueTask<Turnstile> EnterAsync(CancellationToken cancellation) => gate.EnterAsync(cancellation);

    public async ValueTask<CustomerState> LoadAsync(CancellationToken cancellation)
    {
        if (state is null)
        {
            var stored = await runtime.Store.ReadAsync(customerId, cancellation);
            version = stored?.Version ?? 0;
            Definitions = DefinitionSet.Empty;
            state = stored is null ? CustomerState.New(customerId) with { Edition = runtime.Definitions.Edition } : StateEncoding.Read(stored.State);
        }

        return state;
    }

    /// <summary>
    /// Begins inputs: the definitions in force count for the customer from now on. Where they had others before, that is a turn of its own,
    /// kept in the journal, so that a replay changes at the same place (I5). Within the turnstile only.
    /// </summary>
    /// <param name="at">The time of the input that comes next. What is due before it takes its place.</param>
    public async ValueTask<CommitDraft> AdoptAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        var known = await LoadAsync(cancellation);
        if (!ReferenceEquals(Definitions, runtime.Definitions))
        {
            // Since then runs began with what was in force only.
            await runtime.EnsureAsync(known);
            Definitions = runtime.Definitions;
        }

        var draft = new CommitDraft(known);
        if (known.Edition == Definitions.Edition || known.Forgotten)
        {
            return draft;
        }

        if (version == 0)
        {
            state = known with { Edition = Definitions.Edition };
            return new(state);
        }

        var input = new DefinitionsInput(Definitions.Edition, known.Edition);
        var moment = known.NextDueAt < at ? known.NextDueAt.Value : at;
        draft.Add(Customer.Take(known, input, moment, Definitions), input, moment);
        return draft;
    }

    /// <summary>Makes the draft durable and then the state in memory. Within the turnstile only.</summary>
    /// <exception cref="StoreConflictException">The customer lives elsewhere too, or memory was stale; nothing was written.</exception>
    public async Task CommitAsync(CommitDraft draft)
    {
        if (draft.IsEmpty)
        {
            return;
        }

        var began = Stopwatch.GetTimestamp();
        try
        {
            await runtime.Store.CommitAsync(draft.ToCommit(partition, version), CancellationToken.None);
        }
        catch
        {
            state = null;
            throw;
        }

        version++;
        state = draft.State;
        Instruments.RecordCommit(Stopwatch.GetElapsedTime(began));
        foreach (var entry in draft.Entries)
        {
            foreach (var line in entry.Lines)
            {
                Instruments.CountLine(line);
            }

            runtime.Feed.Publish(customerId, entry);
        }
    }

    /// <summary>A draft that has no journaled input: where it has one, it is committed.</summary>
    public async ValueTask<CommitDraft> CommittedAsync(CommitDraft draft)
    {
        if (draft.TakesInput)
        {
            return draft;
        }

        await CommitAsync(draft);
        return new(state!);
    }

    /// <summary>Takes one event of the log; one that cannot be taken becomes a dead letter and harms nothing beside it (I7).</summary>
    public void Take(CommitDraft draft, EventRecord record)
    {
        var arrival = record.Arrival ?? record.Time;
        if (record.Offset >= 0 && record.Offset <= draft.State.LogOffset)
        {
            // A redelivery; one that cannot be read would else be a dead letter each time.
            return;
        }

        try
        {
            var turn = Customer.Take(draft.State, record.ToEvent(), record.Offset, arrival, Definitions);
            draft.Add(turn);
            if (turn.Refusal is { } refusal)
            {
                draft.Refuse(Letter(record, arrival, refusal, keepBody: refusal.Code != RefusalCodes.Forgotten));
                Instruments.CountRefused(1);
            }
        }
        catch (Exception error)
        {
            LogPoison(runtime.Logger, record.Type, partition, record.Offset, error);
            draft.Add(new(draft.State with { LogOffset = Math.Max(record.Offset, draft.State.LogOffset) }, []));
            draft.Refuse(Letter(record, arrival, new(RefusalCodes.Failed, $"The turn failed: {error.GetType().Name}. Nothing of it was done."), keepBody: true));
            Instruments.CountRefused(1);
        }
    }

    /// <summary>Takes the next turn of what is due before a moment; false: nothing more is.</summary>
    public bool TakeNextDue(CommitDraft draft, DateTimeOffset before)
    {
        if (draft.State.NextDueAt is not { } due || due >= before)
        {
            return false;
        }

        Turn turn;
        try
        {
            turn = Customer.CatchUp(draft.State, before, Definitions)!;
        }
        catch (Exception error)
        {
            LogDueFailed(runtime.Logger, partition, error);
            turn = Customer.AbandonDue(draft.State, due, Definitions);
        }

        draft.Add(turn);
        return true;
    }

    private static DeadLetter Letter(EventRecord record, DateTimeOffset at, Refusal refusal, bool keepBody)
    {
        var body = keepBody ? EventJson.Write(new(record.Id, record.CustomerId, record.Type, record.Time, Properties(record))) : [];
        return new(0, at, "turn", refusal.Code, refusal.Reason, record.Id, record.CustomerId, body, keepBody);
    }

    private static Value Properties(EventRecord record)
    {
        try
        {
            return EventJson.ReadProperties(record.Properties);
        }
        catch (JsonException)
        {
            return Value.EmptyMap;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "An event of type {Type} at offset {Offset} of partition {Partition} could not be taken and is a dead letter now.")]
    private static partial void LogPoison(ILogger logger, string type, int partition, long offset, Exception error);

    [LoggerMessage(2, LogLevel.Error, "What was due for a customer of partition {Partition} could not be taken and was given up.")]
    private static partial void LogDueFailed(ILogger logger, int partition, Exception error);
}
