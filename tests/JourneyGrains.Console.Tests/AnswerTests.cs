using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Customers;
using JourneyGrains.Silo.OperatorConsole;

namespace JourneyGrains.Console.Tests;

/// <summary>What the console says of what the grains answer.</summary>
public sealed class AnswerTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Totals_are_told_by_journey_and_wave()
    {
        var totals = new Dictionary<string, long> { ["welcome/Sent"] = 3, ["flash-sale/last-call/Sent"] = 2, ["welcome/Withheld"] = 1 };
        var answer = StatusAnswer.Of(new(10, 9, 4, 1, 0, 0, true, At, totals, 16), new("", [], [], []));
        Assert.Equal(["flash-sale/last-call", "welcome"], answer.Totals.Keys);
        Assert.Equal(new Dictionary<string, long> { ["Sent"] = 3, ["Withheld"] = 1 }, answer.Totals["welcome"]);
    }

    [Fact]
    public void A_dead_letter_is_told_without_its_body()
    {
        var answer = DeadLettersAnswer.Of([Letter(7, "{\"email\":\"ada@shop.example\"}")], count: 50);
        Assert.Equal("the reason", Assert.Single(answer.Letters).Reason);
        Assert.DoesNotContain("ada@", JsonSerializer.Serialize(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_page_of_dead_letters_leads_to_the_next_and_the_last_does_not()
    {
        Assert.Equal(8, DeadLettersAnswer.Of([Letter(9), Letter(8)], count: 2).Next);
        Assert.Equal(0, DeadLettersAnswer.Of([Letter(2), Letter(1)], count: 2).Next);
        Assert.Equal(0, DeadLettersAnswer.Of([Letter(9)], count: 2).Next);
        Assert.Equal(0, DeadLettersAnswer.Of([], count: 2).Next);
    }

    [Fact]
    public void A_customer_is_told_by_channels_not_by_addresses()
    {
        var view = new CustomerView(
            "c-1", true, false, "Ada", "en", null, "email", ["email", "sms"], [], 2, 40.5m, 10, "silver", [], [], null,
            "{\"profile\":{\"addresses\":{\"email\":\"ada@shop.example\"}}}")
        {
            Segments = [new("lapsed", At)],
        };
        var answer = CustomerAnswer.Of(view);
        Assert.Equal(["email", "sms"], answer.Channels);
        Assert.Equal("lapsed", Assert.Single(answer.Segments).Segment);
        Assert.DoesNotContain("ada@", JsonSerializer.Serialize(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void A_customer_is_told_with_the_rules_of_sending_that_hold_for_them()
    {
        var sending = new SendingView("Europe/Berlin", [new("daily", 1, 2, "a day", null)], []) { InControlGroup = true };
        var view = new CustomerView("c-1", true, false, null, null, null, null, [], [], 0, 0, 0, "", [], [], null, "") { Sending = sending };

        Assert.Same(sending, CustomerAnswer.Of(view).Sending);
    }

    [Fact]
    public void A_transcript_is_told_as_objects_in_the_order_of_the_page_and_in_words()
    {
        var answer = TranscriptAnswer.Of(new([Entry(3, "timer"), Entry(2, "event order.placed o-1"), Entry(1, "definitions 4")], 1));
        Assert.Equal([3, 2, 1], answer.Entries.Select(entry => entry.GetProperty("number").GetInt64()));
        Assert.Equal(["a wait is over", "order.placed o-1", "edition 4 of the definitions"], answer.Came);
        Assert.Equal(1, answer.Next);
    }

    [Theory]
    [InlineData("timer", LineKind.Joined, "time has passed")]
    [InlineData("timer", LineKind.Sent, "a wait is over")]
    [InlineData("definitions", LineKind.Joined, "new definitions")]
    [InlineData("wave flash-sale/last-call", LineKind.Sent, "wave flash-sale/last-call")]
    public void What_came_in_is_told_in_words(string input, LineKind first, string words) =>
        Assert.Equal(words, new TranscriptEntry(1, At, input, [new(first, "said", "welcome")]).Came());

    [Fact]
    public void Totals_stand_in_tables_of_those_columns_of_which_anything_was_counted()
    {
        var totals = new Dictionary<string, long> { ["welcome/Sent"] = 3, ["welcome/Retry"] = 2, ["segment/lapsed/Joined"] = 4 };
        var tables = StatusAnswer.Of(new(10, 9, 4, 1, 0, 0, true, At, totals, 16), new("", [], [], [])).Tables;
        Assert.Equal([("journey", "decided retried"), ("segment", "entered")], tables.Select(table =>
            (table.Title, string.Join(' ', table.Columns.Select(column => column.Title)))));
        Assert.Equal("3 2", string.Join(' ', Assert.Single(tables[0].Rows).Counts));
        Assert.Equal("lapsed", Assert.Single(tables[1].Rows).Name);
    }

    [Fact]
    public void Runs_that_a_change_of_the_definitions_took_out_are_told_apart_and_what_is_gone_is_marked()
    {
        var totals = new Dictionary<string, long> { ["cart/Finished"] = 7, ["cart/TakenOut"] = 2, ["welcome/Finished"] = 5 };
        var status = StatusAnswer.Of(new(10, 9, 4, 1, 0, 0, true, At, totals, 16), new("", ["welcome"], [], []));
        var table = Assert.Single(status.Tables);

        Assert.Equal(["finished", "taken out"], table.Columns.Select(column => column.Title));
        Assert.Equal([("cart (gone)", "7 2"), ("welcome", "5 0")], table.Rows.Select(row => (row.Title, string.Join(' ', row.Counts))));
        Assert.StartsWith("(gone)", status.Note, StringComparison.Ordinal);
        Assert.Null(StatusAnswer.Of(new(10, 9, 4, 1, 0, 0, true, At, totals, 16), new("", ["cart", "welcome"], [], [])).Note);
    }

    [Fact]
    public void The_page_calls_every_kind_of_line_as_the_command_line_does()
    {
        using var script = new StreamReader(typeof(StatusAnswer).Assembly.GetManifestResourceStream("console/customer.js")!);
        var words = Regex.Matches(script.ReadToEnd(), """^  (\w+): \["([^"]+)",""", RegexOptions.Multiline)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

        Assert.Equal(Enum.GetValues<LineKind>().ToDictionary(kind => kind.ToString(), kind => kind.Word()), words);
    }

    private static string Entry(long number, string input) =>
        System.Text.Encoding.UTF8.GetString(CoreJson.Write(new TranscriptEntry(number, At, input, [new(LineKind.Step, "went on", "welcome")])));

    private static DeadLetterRecord Letter(long number, string body = "{}") =>
        new(number, At, "log", "bad-id", "the reason", "e-1", "c-1", System.Text.Encoding.UTF8.GetBytes(body), true);
}
