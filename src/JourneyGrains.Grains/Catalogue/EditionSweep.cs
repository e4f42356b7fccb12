using JourneyGrains.Core;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Grains.Documents;
using JourneyGrains.Grains.Partitions;
using JourneyGrains.Storage;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>
/// Where an edition moves runs or takes a journey away, every customer of a partition is told at once, so that nobody sleeps through it. Else
/// the edition counts from a customer's next turn, which is soon enough. How far it went is kept; what a crash cut short is done again, which
/// changes nothing for those who know.
/// </summary>
internal sealed class EditionSweep(int partition, ICustomerStore customers, IDocumentStore documents, DefinitionCatalogue catalogue)
{
    private const int PageMax = 200;

    private readonly Document<Swept> swept = new(documents, "edition-sweep", $"{partition}");
    private Task running = Task.CompletedTask;
    private int done;

    /// <summary>Whether it has told everybody who has to know.</summary>
    public bool IsDone => done >= catalogue.Current.Edition;

    /// <summary>Begins or goes on, beside what else the caller does; returns at once.</summary>
    /// <exception cref="Exception">The last attempt failed; the next call tries again.</exception>
    public void Go(Func<string, Task> tell, CancellationToken cancellation)
    {
        if (IsDone || !running.IsCompleted)
        {
            return;
        }

        var last = running;
        running = RunAsync(tell, cancellation);
        last.GetAwaiter().GetResult();
    }

    private async Task RunAsync(Func<string, Task> tell, CancellationToken cancellation)
    {
        await swept.LoadAsync(cancellation);
        var definitions = catalogue.Current;
        var from = swept.Value?.Edition ?? 0;
        if (from < definitions.Edition)
        {
            if (Moves(definitions, from, await catalogue.HistoryAsync()))
            {
                await CustomerPages.CallAllAsync((after, most) => customers.ListAsync(partition, after, most, cancellation), PageMax, tell);
            }

            await swept.SaveAsync(new(definitions.Edition));
        }

        done = definitions.Edition;
    }

    private static bool Moves(DefinitionSet definitions, int from, EditionHistory history) =>
        definitions.Journeys.Any(journey => !journey.Migrations.IsEmpty)
        || history.Editions.Any(edition => edition.Number >= from && edition.Journeys.Keys.Any(name => definitions.Journey(name) is null));

    private sealed record Swept(int Edition);
}
