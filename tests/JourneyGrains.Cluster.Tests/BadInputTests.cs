using System.Text;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;

namespace JourneyGrains.Cluster.Tests;

/// <summary>I7: what is bad is refused with its reason, kept, and harms nothing beside it.</summary>
public sealed class BadInputTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private RunningSilo silo = null!;

    public async Task InitializeAsync() => silo = await RunningSilo.StartAsync(folder.Path, QuickDefinitions.Write(folder));

    public async Task DisposeAsync() => await silo.DisposeAsync();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Bad => new()
    {
        { "a missing property", RefusalCodes.Missing },
        { "a property of the wrong kind", RefusalCodes.Kind },
        { "a property that is too long", RefusalCodes.TooLarge },
        { "ten megabytes", RefusalCodes.TooLarge },
        { "text that is not UTF-8", RefusalCodes.Unreadable },
        { "a time long ago", RefusalCodes.Time },
        { "a time to come", RefusalCodes.Time },
        { "a type that is no name", RefusalCodes.Type },
        { "no id", RefusalCodes.Id },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_event_becomes_a_dead_letter_and_its_neighbours_are_taken(string what, string code)
    {
        const string Customer = "neighbour";
        var receipt = await silo.Append(
            EventRecord.Of(Events.Identified(Customer)), BadRecord(what, Customer), EventRecord.Of(Events.Order(Customer, "o-9", 10)));
        Assert.Equal((2, code), (receipt.Appended, Assert.Single(receipt.Refused).Code));
        var view = await Eventually.Get(silo.Customer(Customer).View, view => view.Orders == 1, "the neighbours are taken");
        Assert.Equal("Ada", view.Name);
        var letter = Assert.Single(await silo.Operations.DeadLetters(0, 10));
        Assert.Equal((code, "log"), (letter.Code, letter.Source));
        Assert.NotEmpty(letter.Reason);
        Assert.InRange(letter.Body.Length, 1, 64 * 1024);
    }

    [Fact]
    public async Task An_event_whose_turn_fails_is_a_dead_letter_and_those_before_and_after_it_are_taken()
    {
        // As the router gives them; the log refuses such properties, so only a damaged log has them.
        var records = new[] { Events.Order("lea", "o-11", 10), Events.Order("lea", "o-12", 10), Events.Order("lea", "o-13", 10) }
            .Select((input, index) => EventRecord.Of(input, arrival: DateTimeOffset.UtcNow) with { Offset = index }).ToArray();
        records[1] = records[1] with { Properties = "{"u8.ToArray() };
        await silo.Customer("lea").Take(records);

        Assert.Equal(2, (await silo.Customer("lea").View()).Orders);
        var letter = Assert.Single(await silo.Operations.DeadLetters(0, 10));
        Assert.Equal((RefusalCodes.Failed, "turn", records[1].Id), (letter.Code, letter.Source, letter.EventId));

        await silo.Customer("lea").Take(records);
        Assert.Equal(2, (await silo.Customer("lea").View()).Orders);
        Assert.Single(await silo.Operations.DeadLetters(0, 10));
    }

    [Fact]
    public async Task A_type_nobody_knows_is_taken_and_told_and_moves_nothing()
    {
        await silo.Append(Events.Of("ida", "shop.window-looked-at", ("colour", "green")));
        var page = await Eventually.Get(() => silo.Customer("ida").Transcript(0, 10), page => page.Entries.Length == 1, "it is taken");
        Assert.Contains("shop.window-looked-at", page.Entries[0], StringComparison.Ordinal);
        Assert.Empty((await silo.Customer("ida").View()).Runs);
    }

    [Fact]
    public async Task A_repeated_id_changes_nothing()
    {
        var order = Events.Order("jon", "o-10", 10);
        await silo.Append(order, order);
        await silo.Append(order, Events.Identified("jon"));
        var view = await Eventually.Get(silo.Customer("jon").View, view => view.Name is not null, "all are taken");
        Assert.Equal((1, 10m, 20L), (view.Orders, view.Spend, view.Points));
        Assert.Equal(2, (await silo.LinesAsync("jon")).Count(line => line.Kind == LineKind.Fact));
    }

    [Fact]
    public async Task A_dead_letter_can_be_replayed_and_then_leaves_the_list()
    {
        var early = Events.Identified("kim") with { Time = DateTimeOffset.UtcNow.AddHours(25) };
        await silo.Append(early);
        var letter = Assert.Single(await silo.Operations.DeadLetters(0, 10));
        var receipt = await silo.Operations.ReplayDeadLetters([letter.Number, 99999]);
        Assert.Equal((0, 1, 0), (receipt.Taken, receipt.RefusedAgain, receipt.NotReplayable));
        Assert.Equal((letter.Number, letter.Code), (Assert.Single(receipt.Refusals!).Number, receipt.Refusals![0].Code));
        Assert.Equal([99999L], receipt.Missing!);
        var again = Assert.Single(await silo.Operations.DeadLetters(0, 10));
        Assert.NotEqual(letter.Number, again.Number);

        var good = again with { Body = EventJson.Write(early with { Time = DateTimeOffset.UtcNow }) };
        await silo.Operations.Refuse([good]);
        var mended = (await silo.Operations.DeadLetters(0, 10))[0];
        Assert.Equal(1, (await silo.Operations.ReplayDeadLetters([mended.Number])).Taken);
        await Eventually.Get(silo.Customer("kim").View, view => view.Name == "Ada", "the replayed event is taken");
        Assert.Equal(again.Number, Assert.Single(await silo.Operations.DeadLetters(0, 10)).Number);
    }

    private static EventRecord BadRecord(string what, string customer)
    {
        var good = EventRecord.Of(Events.Cart(customer, "cart-9", 30));
        return what switch
        {
            "a missing property" => good with { Properties = """{"cartId":"x"}"""u8.ToArray() },
            "a property of the wrong kind" => good with { Properties = """{"cartId":"x","value":"much"}"""u8.ToArray() },
            "a property that is too long" => good with { Properties = Encoding.UTF8.GetBytes($$"""{"cartId":"{{new string('x', 9000)}}","value":1}""") },
            "ten megabytes" => good with { Properties = Encoding.UTF8.GetBytes($$"""{"cartId":"x","value":1,"note":"{{new string('x', 10_000_000)}}"}""") },
            "text that is not UTF-8" => good with { Properties = [.. "{\"cartId\":\""u8, 0xC3, 0x28, .. "\",\"value\":1}"u8] },
            "a time long ago" => good with { Time = DateTimeOffset.UnixEpoch },
            "a time to come" => good with { Time = DateTimeOffset.UtcNow.AddDays(3) },
            "a type that is no name" => good with { Type = "Cart Updated!" },
            _ => good with { Id = "" },
        };
    }
}
