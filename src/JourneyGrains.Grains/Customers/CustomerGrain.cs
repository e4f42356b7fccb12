using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Grains.Customers;

/// <summary>One activation a customer: puts inputs in order, commits their turns, and lets messages out after the commit. Knows no rule.</summary>
internal sealed class CustomerGrain(CustomerRuntime runtime) : Grain, ICustomerGrain, IDisposable
{
    private static readonly TimeSpan DrainMost = TimeSpan.FromSeconds(15);

    private CustomerTurns turns = null!;

    // Made with a message and let go after it: most customers who are awake have none to send.
    private OutboxRunner? outbox;

    private string Id => this.GetPrimaryKeyString();

    private OutboxRunner Outbox => outbox ??= new(turns, runtime);

    private int Partition => StableHashing.Partition(Id, runtime.Time.Partitions);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        turns = new(Id, Partition, runtime);
        var state = await turns.LoadAsync(cancellationToken);
        await runtime.Time.LearnAsync();
        Release(state);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        outbox?.StopAsync(DrainMost) ?? Task.CompletedTask;

    public void Dispose() => outbox?.Dispose();

    public Task<AppendReceipt> Track(EventRecord[] events) => events.All(record => record.CustomerId == Id)
        ? GrainFactory.GetGrain<IPartitionLogGrain>(Partition).Append(new(events))
        : throw new ArgumentException("Events are tracked on the grain of their own customer.", nameof(events));

    public Task Take(EventRecord[] events) => events.Length == 0 ? Task.CompletedTask : Within(events[0].Arrival ?? events[0].Time, async draft =>
    {
        foreach (var record in events)
        {
            draft = await CatchUp(draft, record.Arrival ?? record.Time);
            turns.Take(draft, record);
            draft = await LogWaits(draft);
        }

        Instruments.CountEvents(events.Length);
        return draft;
    });

    public Task TakeDue(DateTimeOffset before) => Within(before, draft =>
    {
        if (draft.State.NextDueAt is { } due && due < before)
        {
            Instruments.RecordLateness(before - due);
        }

        return CatchUp(draft, before);
    });

    public async Task ResumeOutbox() => await Within(await NowAsync(), ValueTask.FromResult);

    public async Task Adopt()
    {
        if (!(turns.Committed ?? await turns.LoadAsync(CancellationToken.None)).Runs.IsEmpty)
        {
            await Within(await NowAsync(), ValueTask.FromResult);
        }
    }

    public Task<CommandReceipt> ChangeConsent(ConsentRequest request) =>
        Command(new ConsentCommand(request.CommandId, request.Channel, request.Purpose, request.Granted, request.Evidence));

    public Task<CommandReceipt> Enter(EnterRequest request)
    {
        var (data, refusal) = EventJson.ReadData(request.Data);
        return refusal is null ? Command(new EnterCommand(request.CommandId, request.Journey, data)) : Task.FromResult(new CommandReceipt(false, refusal.Reason));
    }

    public async Task<CommandReceipt> Forget(string commandId)
    {
        var now = await NowAsync();
        await Within(now, draft =>
        {
            draft.Add(Customer.Take(draft.State, new ForgetCommand(commandId), now, turns.Definitions));
            draft.Erase();
            return ValueTask.FromResult(draft);
        });
        return new(true, null);
    }

    public Task Renew() => Command(RenewInput.Now);

    public async Task<WaveOutcome> Offer(string campaign, string wave, DateTimeOffset now)
    {
        await Within(now, async draft =>
        {
            draft = await CatchUp(draft, await runtime.Time.WatermarkAsync(Partition, CancellationToken.None));
            draft = await turns.CommittedAsync(draft);
            var offer = new WaveInput(campaign, wave);
            draft.Add(Customer.Take(draft.State, offer, now, turns.Definitions), offer, now);
            return draft;
        });
        var reached = turns.Committed!.Waves.FirstOrDefault(taken => taken.Campaign == campaign && taken.Wave == wave);
        return new(reached?.Sent ?? false, reached?.Entered ?? false);
    }

    public async Task<CustomerView> View()
    {
        var state = turns.Committed ?? await turns.LoadAsync(CancellationToken.None);
        return CustomerViews.Of(state, runtime.Definitions.Brand, await NowAsync());
    }

    public async Task<TranscriptPage> Transcript(long before, int count)
    {
        // Durable a moment before the customer here knows: what reads both must not see the transcript ahead of the view.
        var newest = turns.Committed?.Turns + 1 ?? long.MaxValue;
        var most = Math.Clamp(count, 1, 500);
        var entries = await runtime.Store.TranscriptAsync(Id, before <= 0 ? newest : before, most, CancellationToken.None);
        return CustomerViews.Page(entries, most);
    }

    /// <summary>The time of something that comes now and not through the log.</summary>
    private Task<DateTimeOffset> NowAsync() => runtime.Time.NowAsync(Partition, CancellationToken.None);

    /// <summary>One request: nothing else of this customer happens meanwhile; what it decided goes out after its commit.</summary>
    /// <param name="at">The time of its first input.</param>
    private async Task Within(DateTimeOffset at, Func<CommitDraft, ValueTask<CommitDraft>> take)
    {
        using var turnstile = await turns.EnterAsync(CancellationToken.None);
        try
        {
            await runtime.Time.LearnAsync();
            var draft = await turns.AdoptAsync(at, CancellationToken.None);
            draft = await LogWaits(await take(await LogWaits(draft)));
            await CommitAsync(draft);
        }
        catch
        {
            // The state in memory was dropped; whoever calls next reads it again.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Commits, and lets out what may go then; one message without a commit of its own.</summary>
    private async Task CommitAsync(CommitDraft draft)
    {
        var riding = runtime.Time.FollowsLog || draft.IsEmpty || draft.State.Outbox.IsEmpty ? null : Outbox.Ride(draft);
        try
        {
            await turns.CommitAsync(draft);
        }
        catch
        {
            riding?.Dispose();
            throw;
        }

        if (riding is not null)
        {
            Outbox.Start(riding);
        }

        Release(draft.State);
    }

    /// <summary>Takes what a service asks, now; what is refused changes nothing.</summary>
    private async Task<CommandReceipt> Command(Input command)
    {
        Turn? turn = null;
        var now = await NowAsync();
        await Within(now, async draft =>
        {
            draft = await CatchUp(draft, await runtime.Time.WatermarkAsync(Partition, CancellationToken.None));
            draft = await turns.CommittedAsync(draft);
            turn = Customer.Take(draft.State, command, now, turns.Definitions);
            draft.Add(turn, command, now);
            return draft;
        });
        return new(turn!.Refusal is null, turn.Refusal?.Reason)
        {
            Note = turn.Repeated ? "Taken already: this customer has a command or an event with this id. Nothing changed." : turn.Note,
        };
    }

    private async ValueTask<CommitDraft> CatchUp(CommitDraft draft, DateTimeOffset before)
    {
        while (turns.TakeNextDue(draft, before))
        {
            draft = await LogWaits(draft);
        }

        return draft;
    }

    /// <summary>In a store whose time follows the log, time stands still until what was decided is out.</summary>
    private async ValueTask<CommitDraft> LogWaits(CommitDraft draft)
    {
        if (!runtime.Time.FollowsLog || !OutboxRunner.Ready(draft.State).Any())
        {
            return draft;
        }

        await turns.CommitAsync(draft);
        await Outbox.DrainAsync();
        return new(turns.Committed!);
    }

    /// <summary>Lets out what is ready, beside the turns; in a store that follows its log, <see cref="LogWaits"/> has.</summary>
    private void Release(CustomerState state)
    {
        if (state.Outbox.IsEmpty && outbox is { IsBusy: false } idle)
        {
            // A customer who has nothing more to send holds nothing for it.
            outbox = null;
            idle.Dispose();
        }

        if (runtime.Time.FollowsLog || state.Outbox.IsEmpty)
        {
            return;
        }

        Outbox.Start(OutboxRunner.Ready(state));
        if (Outbox.IsBusy)
        {
            DelayDeactivation(TimeSpan.FromMinutes(2));
        }
    }
}
