using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Storage.Tests.Streams;

/// <summary>Appends without checks.</summary>
public sealed class AppendingGrain(IEventLog log) : Grain, IPartitionLogGrain
{
    public async Task<AppendReceipt> Append(AppendRequest request)
    {
        var appended = await log.AppendAsync((int)this.GetPrimaryKeyLong(), request, [], CancellationToken.None);
        return new AppendReceipt(appended.Appended, appended.Repeated, []);
    }
}
