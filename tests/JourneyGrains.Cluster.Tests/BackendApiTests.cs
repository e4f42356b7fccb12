using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Silo.OperatorConsole;

namespace JourneyGrains.Cluster.Tests;

/// <summary>What a backend service can ask of a customer, on a silo with its own time.</summary>
public sealed class BackendApiTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private RunningSilo silo = null!;

    public async Task InitializeAsync() => silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder));

    public async Task DisposeAsync() => await silo.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_tracked_cart_is_reminded_of_when_it_has_been_quiet()
    {
        await silo.Customer("ada").Track([EventRecord.Of(Events.Identified("ada")), EventRecord.Of(Events.Consent("ada"))]);
        await silo.Customer("ada").Track([EventRecord.Of(Events.Cart("ada", "cart-1", 50))]);
        var lines = await silo.LineAsync("ada", LineKind.HandedOver);
        Assert.Contains(lines, line => line is { Kind: LineKind.Sent, Origin: "cart", Key: "cart-1" });
        var mail = Assert.Single(Directory.GetFiles(folder.File("outbox"), "*.eml", SearchOption.AllDirectories));
        Assert.Contains("Your cart cart-1", await File.ReadAllTextAsync(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_lists_the_silo_with_what_it_holds()
    {
        var told = Assert.Single(await SiloAnswer.ReadAsync(silo.Grains, TimeProvider.System));

        Assert.Equal(("Active", (await silo.Operations.Definitions()).Digest), (told.Status, told.Definitions));
        Assert.True(told.Activations > 0);
        Assert.Equal((await silo.Operations.Silos()).Single().Address, told.Address);
    }

    [Fact]
    public async Task A_cart_that_is_bought_is_not_reminded_of()
    {
        await silo.Append(Events.Identified("bob"), Events.Consent("bob"), Events.Cart("bob", "cart-2", 50), Events.Order("bob", "o-2", 50, "cart-2"));
        var lines = await silo.LineAsync("bob", LineKind.Exited);
        Assert.DoesNotContain(lines, line => line is { Kind: LineKind.Sent, Origin: "cart" });
        Assert.Empty((await silo.Customer("bob").View()).Runs);
    }

    [Fact]
    public async Task Points_of_an_order_show_in_its_own_message_and_in_the_view()
    {
        await silo.Append(Events.Identified("cleo"), Events.Order("cleo", "o-3", 40));
        await silo.LineAsync("cleo", LineKind.HandedOver);
        var view = await silo.Customer("cleo").View();
        Assert.Equal((1, 40m, 80L, "base"), (view.Orders, view.Spend, view.Points, view.Tier));
        var mail = await File.ReadAllTextAsync(Directory.GetFiles(folder.File("outbox"), "*.eml", SearchOption.AllDirectories).Single());
        Assert.Contains("80 points", Mime.Decoded(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_consent_holds_at_once_and_the_same_command_twice_changes_nothing()
    {
        await silo.Append(Events.Identified("dan"), Events.Consent("dan"));
        await Eventually.Get(silo.Customer("dan").View, view => view.Consents.Length == 1, "the consent is taken");
        Assert.True((await silo.Customer("dan").ChangeConsent(new("cmd-1", "email", "marketing", false, "telephone"))).Done);
        Assert.True((await silo.Customer("dan").ChangeConsent(new("cmd-1", "email", "marketing", true, "telephone"))).Done);
        Assert.False(Assert.Single((await silo.Customer("dan").View()).Consents).Granted);
        await silo.Append(Events.Cart("dan", "cart-4", 50));
        var lines = await silo.LineAsync("dan", LineKind.Withheld);
        Assert.Contains(lines, line => line.Text.Contains("consent for email/marketing was withdrawn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_consent_for_a_channel_or_purpose_the_brand_has_not_is_refused_with_the_names_it_has()
    {
        var channel = await silo.Customer("dora").ChangeConsent(new("cmd-3", "emial", "marketing", false, null));
        Assert.Equal((false, "The brand has no channel 'emial'; it has: email."), (channel.Done, channel.Reason));
        var purpose = await silo.Customer("dora").ChangeConsent(new("cmd-4", "email", "sales", true, null));
        Assert.Equal((false, "The brand has no purpose 'sales'; it has: marketing, service."), (purpose.Done, purpose.Reason));
        Assert.False((await silo.Customer("dora").View()).Known);
    }

    [Fact]
    public async Task A_forgotten_customer_leaves_nothing_and_later_events_are_refused()
    {
        await silo.Append(Events.Identified("eve"), Events.Cart("eve", "cart-5", 5));
        await silo.LineAsync("eve", LineKind.Entered);
        Assert.True((await silo.Customer("eve").Forget("cmd-2")).Done);
        var view = await silo.Customer("eve").View();
        Assert.True(view.Forgotten);
        Assert.Empty(view.Channels);
        Assert.Empty((await silo.Customer("eve").Transcript(0, 10)).Entries);

        await silo.Append(Events.Identified("eve"));
        var letters = await Eventually.Get(() => silo.Operations.DeadLetters(0, 10), letters => letters.Length > 0, "the event is refused");
        Assert.Equal(("forgotten-customer", 0, false), (letters[0].Code, letters[0].Body.Length, letters[0].Replayable));
        Assert.Empty((await silo.Customer("eve").View()).Channels);
    }

    [Fact]
    public async Task The_transcript_comes_in_pages_newest_first()
    {
        await silo.Append([.. Enumerable.Range(0, 25).Select(at => Events.Of("finn", "page.seen", ("number", at)))]);
        await Eventually.Get(() => silo.Customer("finn").Transcript(0, 500), page => page.Entries.Length == 25, "all are taken");
        var numbers = new List<long>();
        for (var before = 0L; ;)
        {
            var page = await silo.Customer("finn").Transcript(before, 10);
            numbers.AddRange(page.Entries.Select(entry => CoreJson.ReadEntry(System.Text.Encoding.UTF8.GetBytes(entry)).Number));
            if ((before = page.Next) == 0)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(number => (long)number), numbers);
    }

    [Fact]
    public async Task An_event_of_another_customer_is_not_tracked() =>
        await Assert.ThrowsAsync<ArgumentException>(() => silo.Customer("gil").Track([EventRecord.Of(Events.Identified("hal"))]));
}
