using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Load.Baselines;

/// <summary>A customer who does nothing: the limit of grain calls here.</summary>
[Alias("journeygrains.load.echo")]
public interface IEchoGrain : IGrainWithStringKey
{
    [Alias("take")]
    Task Take(EventRecord[] events);

    [Alias("leave")]
    Task Leave();
}

internal sealed class EchoGrain : Grain, IEchoGrain
{
    public Task Take(EventRecord[] events) => Task.CompletedTask;

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
