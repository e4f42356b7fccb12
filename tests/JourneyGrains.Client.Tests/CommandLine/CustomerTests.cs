using System.Text;
using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Client.Tests.CommandLine;

public sealed class CustomerTests(FakeCluster cluster) : CommandLineTest(cluster)
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 11, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_unknown_customer_is_not_found()
    {
        var ended = await Run("customer", "show", "nobody");

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Contains("'nobody'", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_is_shown_with_consents_runs_and_what_waits()
    {
        Cluster.Customers["c-17"] = View("c-17");

        var ended = await Run("customer", "show", "c-17");

        Assert.Equal((ExitCodes.Ok, ""), (ended.Code, ended.Error));
        Assert.All(
            new[] { "customer c-17", "Ada [bold]", "2 for 1,019.50", "1,250, tier gold", "email, sms (prefers sms)", "granted", "signup form", "cart-recovery", "cart-9", "Waiting",
                "lapsed (since 2025-11-11 12:00:00)" },
            word => Assert.Contains(word, ended.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task For_programs_a_customer_is_one_object_with_the_whole_state()
    {
        Cluster.Customers["c-17"] = View("c-17");

        var shown = Assert.Single((await Run("customer", "show", "c-17", "--json")).Json);

        Assert.Equal("c-17", shown.GetProperty("id").GetString());
        Assert.Equal("cart-recovery", shown.GetProperty("runs")[0].GetProperty("journey").GetString());
        Assert.Equal(7, shown.GetProperty("state").GetProperty("turns").GetInt32());
    }

    [Fact]
    public async Task A_transcript_reads_from_the_oldest_of_the_newest_page_and_says_how_to_go_back()
    {
        Cluster.Transcripts["c-17"] = Entries(45);

        var ended = await Run("customer", "transcript", "c-17");

        Assert.Equal(ExitCodes.Ok, ended.Code);
        var heads = ended.Out.Split('\n').Where(line => line.StartsWith("2025", StringComparison.Ordinal)).ToArray();
        Assert.Equal(20, heads.Length);
        Assert.Equal("2025-11-11 12:26:00  #26  cart.updated e-26", heads[0]);
        Assert.Contains("    entered          cart-recovery [cart-26]: entered (value 30 >= 20)", ended.Out, StringComparison.Ordinal);
        Assert.Contains("--before 26", ended.Error, StringComparison.Ordinal);
        Assert.StartsWith("2025-11-11 12:06:00  #6 ", (await Run("customer", "transcript", "c-17", "--before", "26")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_transcript_is_read_page_by_page()
    {
        Cluster.Transcripts["c-17"] = Entries(1_234);

        var ended = await Run("customer", "transcript", "c-17", "--all", "--json");

        Assert.Equal(Enumerable.Range(1, 1_234), ended.Json.Select(entry => entry.GetProperty("number").GetInt32()));
        Assert.Empty(ended.Error);
    }

    [Fact]
    public async Task A_consent_is_changed_with_its_evidence()
    {
        Cluster.Customers["c-17"] = View("c-17");

        var ended = await Run("customer", "consent", "c-17", "--channel", "email", "--purpose", "marketing", "--withdraw", "--evidence", "call of 11 Nov");

        Assert.Equal((ExitCodes.Ok, "Withdrawn."), (ended.Code, ended.Out.TrimEnd()));
        var (customer, request) = Assert.Single(Cluster.Consents);
        Assert.Equal(("c-17", "email", "marketing", false, "call of 11 Nov"), (customer, request.Channel, request.Purpose, request.Granted, request.Evidence));
    }

    [Fact]
    public async Task A_consent_that_is_not_taken_ends_with_1_and_the_reason()
    {
        var ended = await Run("customer", "consent", "gone", "--channel", "email", "--purpose", "marketing", "--grant");

        Assert.Equal((ExitCodes.Refused, "The customer is forgotten."), (ended.Code, ended.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_customer_enters_a_journey_with_the_data_given_under_the_id_given()
    {
        Cluster.Customers["c-17"] = View("c-17");

        var ended = await Run("journeys", "enter", "win-back", "c-17", "--data", """{"orderId":"o-1"}""", "--command-id", "k-1");

        Assert.Equal((ExitCodes.Ok, "Entered."), (ended.Code, ended.Out.TrimEnd()));
        var (customer, request) = Assert.Single(Cluster.Entered);
        Assert.Equal(("c-17", "k-1", "win-back", """{"orderId":"o-1"}"""), (customer, request.CommandId, request.Journey, Encoding.UTF8.GetString(request.Data)));
    }

    [Fact]
    public async Task An_entry_under_an_id_that_was_taken_says_so_and_not_that_it_was_done()
    {
        Cluster.Customers["c-17"] = View("c-17");
        await Run("journeys", "enter", "win-back", "c-17", "--command-id", "k-1");

        var again = await Run("journeys", "enter", "other", "c-17", "--command-id", "k-1");
        Assert.Equal((ExitCodes.Ok, "Taken already."), (again.Code, again.Out.TrimEnd()));

        var told = Assert.Single((await Run("journeys", "enter", "other", "c-17", "--command-id", "k-1", "--json")).Json);
        Assert.Equal((true, "Taken already."), (told.GetProperty("done").GetBoolean(), told.GetProperty("note").GetString()));
    }

    [Theory]
    [InlineData("{orderId: 1}", "--data is no JSON object: it cannot be read from line 1, byte 2 on.")]
    [InlineData("{\n  \"a\": 1,\n  x}", "--data is no JSON object: it cannot be read from line 3, byte 3 on.")]
    [InlineData("[1]", "--data is no JSON object: it is JSON of another kind; an object is like {\"orderId\": \"o-1\"}.")]
    public async Task Data_that_are_no_object_are_refused_with_the_place(string data, string told)
    {
        var ended = await Run("journeys", "enter", "win-back", "c-17", "--data", data);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(told, ended.Error, StringComparison.Ordinal);
        Assert.Empty(Cluster.Entered);
    }

    [Fact]
    public async Task An_entry_that_is_refused_ends_with_1_and_the_reason()
    {
        var ended = await Run("journeys", "enter", "win-back", "gone");

        Assert.Equal((ExitCodes.Refused, "Not entered: a run with this key is under way."), (ended.Code, ended.Error.TrimEnd()));
        Assert.Empty(Assert.Single(Cluster.Entered).Request.Data);
    }

    [Fact]
    public async Task Nobody_is_forgotten_without_a_yes()
    {
        var ended = await Run("customer", "forget", "c-17");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("--yes", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Cluster.Forgotten);

        Assert.Equal(ExitCodes.Ok, (await Run("customer", "forget", "c-17", "--yes")).Code);
        Assert.Equal("c-17", Assert.Single(Cluster.Forgotten));
    }

    private static CustomerView View(string id) => new(
        id, true, false, "Ada [bold]", "en", "Europe/Vienna", "sms", ["email", "sms"], [new("email", "marketing", true, Noon, "signup form")],
        2, 1_019.5m, 1_250, "gold", [new("cart-recovery", "cart-9", "wait 45m", Noon, Noon.AddMinutes(45))],
        [new("m-1", "welcome", "welcome", "email", "Waiting", Noon, Noon.AddHours(12), null)], Noon.AddMinutes(45), """{"turns":7}""")
    {
        Segments = [new("lapsed", Noon)],
    };

    private static string[] Entries(int count) => [.. Enumerable.Range(1, count).Select(number => Encoding.UTF8.GetString(CoreJson.Write(new TranscriptEntry(
        number, Noon.AddMinutes(number), $"event cart.updated e-{number}",
        [new(LineKind.Entered, "entered (value 30 >= 20)", "cart-recovery", $"cart-{number}")]))))];
}
