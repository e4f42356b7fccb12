using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Client.Tests.Fakes;

public sealed class LogInMemory(FakeCluster cluster) : Grain, IPartitionLogGrain
{
    public Task<AppendReceipt> Append(AppendRequest request) => Task.FromResult(cluster.System.Append((int)this.GetPrimaryKeyLong(), request));
}

public sealed class OperationsInMemory(FakeCluster cluster) : Grain, IOperationsGrain
{
    public Task<SystemStatus> Status() => Task.FromResult(cluster.System.Status());

    public Task<ResultsView?> Results(string origin) => Task.FromResult(cluster.Results.GetValueOrDefault(origin));

    public Task<ResultsView[]> AllResults() => throw new NotSupportedException();

    public Task<string> Digest() => Task.FromResult("d1ce57");

    public Task<DeadLetterRecord[]> DeadLetters(long before, int count) => Task.FromResult(cluster.System.DeadLetters
        .Where(letter => before == 0 || letter.Number < before).OrderByDescending(letter => letter.Number).Take(count).ToArray());

    public Task<ReplayReceipt> ReplayDeadLetters(long[]? numbers)
    {
        cluster.Replayed = numbers;
        return Task.FromResult(cluster.ReplayReceipt);
    }

    public Task Refuse(DeadLetterRecord[] letters)
    {
        cluster.System.Refuse(letters);
        return Task.CompletedTask;
    }

    public Task<EventRecord[]> Log(int partition, long after, int count) => Task.FromResult(Array.Empty<EventRecord>());

    public Task<LifeRecord[]> Lives(int partition, string after, int count) => Task.FromResult(Array.Empty<LifeRecord>());

    public Task<StateRecord[]> States(int partition, string after, int count) => Task.FromResult(Array.Empty<StateRecord>());

    public Task<DefinitionsView> Definitions() => Task.FromResult(cluster.Definitions);

    public Task<EditionRecord?> Edition(int number) => Task.FromResult<EditionRecord?>(null);

    public Task<SiloView[]> Silos() => Task.FromResult(cluster.Silos);
}

public sealed class CatalogueInMemory(FakeCluster cluster) : Grain, ICatalogueGrain
{
    public Task<DefinitionsView> Current() => throw new NotSupportedException();

    public Task<ReloadReport> Reload() => Task.FromResult(cluster.Reload);

    public Task<ReloadReport> ReloadEndingRuns() => Task.FromResult(cluster.Reload with { Done = true, Refusal = null });
}

public sealed class CustomerInMemory(FakeCluster cluster) : Grain, ICustomerGrain
{
    private string Id => this.GetPrimaryKeyString();

    public Task<CustomerView> View() => Task.FromResult(cluster.Customers.TryGetValue(Id, out var view)
        ? view
        : new CustomerView(Id, false, false, null, null, null, null, [], [], 0, 0, 0, "", [], [], null, ""));

    public Task<TranscriptPage> Transcript(long before, int count)
    {
        var entries = cluster.Transcripts.GetValueOrDefault(Id, []);
        var end = before == 0 ? entries.Length : (int)before - 1;
        var start = Math.Max(0, end - count);
        return Task.FromResult(new TranscriptPage([.. entries[start..end].Reverse()], start == 0 ? 0 : start + 1));
    }

    public Task<CommandReceipt> ChangeConsent(ConsentRequest request)
    {
        cluster.Consents.Enqueue((Id, request));
        return Task.FromResult(cluster.Customers.ContainsKey(Id) ? new CommandReceipt(true, null) : new(false, "The customer is forgotten."));
    }

    public Task<CommandReceipt> Enter(EnterRequest request)
    {
        var note = cluster.Entered.Any(entered => entered.Request.CommandId == request.CommandId) ? "Taken already." : null;
        cluster.Entered.Enqueue((Id, request));
        return Task.FromResult(
            cluster.Customers.ContainsKey(Id) ? new CommandReceipt(true, null) { Note = note } : new(false, "Not entered: a run with this key is under way."));
    }

    public Task<CommandReceipt> Forget(string commandId)
    {
        cluster.Forgotten.Enqueue(Id);
        return Task.FromResult(new CommandReceipt(true, null));
    }

    public Task<AppendReceipt> Track(EventRecord[] events) => throw new NotSupportedException();

    public Task Take(EventRecord[] events) => throw new NotSupportedException();

    public Task TakeDue(DateTimeOffset before) => throw new NotSupportedException();

    public Task ResumeOutbox() => throw new NotSupportedException();

    public Task Renew() => throw new NotSupportedException();

    public Task Adopt() => throw new NotSupportedException();

    public Task<WaveOutcome> Offer(string campaign, string wave, DateTimeOffset now) => throw new NotSupportedException();
}

public sealed class CampaignInMemory(FakeCluster cluster) : Grain, ICampaignGrain
{
    public Task<CampaignStatus> Launch(string? wave) => Answer(status => status with { State = "running", Wave = wave ?? status.Wave });

    public Task<CampaignStatus> Pause() => Answer(status => status with { State = "paused" });

    public Task<CampaignStatus> Resume() => Answer(status => status with { State = "running" });

    /// <summary>Each look finds the wave half the way further.</summary>
    public Task<CampaignStatus> Status() => Answer(status => status.State != "running"
        ? status
        : status with { Offered = status.Offered + 500, Sent = status.Sent + 200, State = status.Offered + 500 >= status.Customers ? "done" : "running" });

    public Task Keep() => throw new NotSupportedException();

    private Task<CampaignStatus> Answer(Func<CampaignStatus, CampaignStatus> step)
    {
        var name = this.GetPrimaryKeyString();
        if (name != cluster.Campaign.Campaign)
        {
            return Task.FromResult(new CampaignStatus(name, null, "unknown", 0, 0, 0, null, "There is no such campaign."));
        }

        cluster.Campaign = step(cluster.Campaign);
        return Task.FromResult(cluster.Campaign);
    }
}
