namespace JourneyGrains.Silo.Hosting;

/// <summary>
/// The end of a silo that was told to stop. What takes no notice of its time (the membership waits for minutes for a database that is away) is
/// not waited for: what is not done by then is as after a crash, and not lost.
/// </summary>
internal static class Leaving
{
    // For what ends on its own once its time is over.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs until the silo is told to stop and has stopped, or has had its time; null, or why it could not leave in order.</summary>
    /// <param name="drain">How long it may take.</param>
    public static async Task<string?> WaitAsync(WebApplication app, TimeSpan drain)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = app.Lifetime.ApplicationStopping.Register(() => _ = EndAsync(over, drain + Grace));
        var left = LeaveAsync(app, drain);
        return await Task.WhenAny(left, over.Task) == left
            ? await left
            : FormattableString.Invariant($"The silo did not come to its end within {drain.TotalSeconds:0.#} s (JourneyGrains:DrainFor) and {Grace.TotalSeconds:0} s more.");
    }

    private static async Task<string?> LeaveAsync(WebApplication app, TimeSpan drain)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var told = app.Lifetime.ApplicationStopping.Register(() => began = TimeProvider.System.GetTimestamp());
        try
        {
            await app.WaitForShutdownAsync();
            var took = TimeProvider.System.GetElapsedTime(began);
            await app.DisposeAsync();
            return took < drain ? null : FormattableString.Invariant($"The silo was not done within {drain.TotalSeconds:0.#} s (JourneyGrains:DrainFor).");
        }
        catch (Exception error)
        {
            return $"The silo could not leave in order: {error.GetBaseException().Message}";
        }
    }

    private static async Task EndAsync(TaskCompletionSource over, TimeSpan after)
    {
        await Task.Delay(after);
        over.TrySetResult();
    }
}
