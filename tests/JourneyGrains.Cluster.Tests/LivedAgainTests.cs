using JourneyGrains.CommandLine.Exporting;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Cluster.Tests;

/// <summary>I5 on a silo with its own time: log and journal are enough to decide all of it again.</summary>
public class LivedAgainTests
{
    [Fact]
    public async Task A_silo_with_its_own_time_comes_out_again_from_its_exported_log()
    {
        using var folder = new TemporaryFolder();
        await using var sink = await WebhookSink.StartAsync();
        await using var silo = await RunningSilo.StartAsync(
            folder.Path,
            QuickDefinitions.Write(folder),
            ("JourneyGrains:Delivery:Channels:email:Transport", "Webhook"),
            ("JourneyGrains:Delivery:Channels:email:Url", sink.Url));

        await LiveAsync(silo, sink);

        var written = await new LogExport(silo.Client, folder.File("counted")).WriteAsync(CancellationToken.None);
        Assert.Equal(((await silo.Operations.Status()).Customers, 1), (written.Customers, written.Forgotten));
        var definitions = DefinitionReader.Read(folder.File("definitions"));
        var again = await silo.LiveAgainAsync(folder.File("log"), definitions);
        Assert.Equal(definitions.Definitions!.Digest, LogFolder.Read(folder.File("log")).About.Definitions);
        Assert.Empty(again.Waiting);
        Assert.Contains(again.Simulated.Totals, total => total is { Key: "thanks/Retry", Value: > 0 });
        Assert.Contains(again.Simulated.Totals, total => total is { Key: "all/first/Sent", Value: > 0 });
        Assert.True(Assert.Single(again.Simulated.Customers, customer => customer.Id == "gone").State.Forgotten);
    }

    /// <summary>Something of everything: reminders, a wave, commands, a provider that fails for a while, one who is forgotten.</summary>
    private static async Task LiveAsync(RunningSilo silo, WebhookSink sink)
    {
        foreach (var id in (string[])["ada", "bob", "cleo", "gone"])
        {
            await silo.Append(Events.Identified(id), Events.Consent(id), Events.Cart(id, $"cart-{id}", 30));
        }

        await silo.LineAsync("ada", LineKind.HandedOver);
        await silo.LineAsync("bob", LineKind.HandedOver);
        Assert.True((await silo.Customer("bob").ChangeConsent(new ConsentRequest("k-1", "email", "marketing", false, "asked"))).Done);
        sink.Answer(503);
        await silo.Append(Events.Order("cleo", "o-1", 10));
        await silo.LineAsync("cleo", LineKind.Retry);
        sink.Answer(200);
        await silo.LaunchToTheEndAsync("all");
        await silo.Customer("gone").Forget("k-2");
        await silo.QuietAsync();
    }
}
