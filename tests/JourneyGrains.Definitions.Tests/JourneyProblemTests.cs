namespace JourneyGrains.Definitions.Tests;

/// <summary>Each problem is told with its place and what was probably meant. Steps begin in line 4.</summary>
public class JourneyProblemTests
{
    [Theory]
    [InlineData("  - send: { template: welcom, purpose: marketing }", 4, 23, "There is no template 'welcom'", "welcome")]
    [InlineData("  - send: { template: cart-first, purpose: marketing }", 4, 23, "Its file would be templates/cart-first.en.hbs.", null)]
    [InlineData("  - send: { template: welcome, purpose: marketng }", 4, 41, "There is no purpose 'marketng'", "marketing")]
    [InlineData("  - send: { template: welcome, purpose: marketing, channel: prefered }", 4, 61, "There is no channel 'prefered'", "preferred")]
    [InlineData("  - send: { template: welcome, purpose: marketing, expires: event.total }", 4, 61, "'expires' is a Duration or a Time", null)]
    [InlineData("  - send: { template: welcome }", 4, 11, "'purpose' is missing in a send", null)]
    [InlineData("  - send: { template: welcome, purpose: marketing, tempo: 3 }", 4, 52, "'tempo' means nothing in a send", null)]
    [InlineData("  - wiat: 3d", 4, 5, "'wiat' means nothing in a step", "wait")]
    [InlineData("  - wait: 3 days", 4, 11, "A duration is written like 10m, 45s or 3d", "3d")]
    [InlineData("  - wait: 99999999d", 4, 11, "'99999999d' is longer than the longest duration, 10675199d.", null)]
    [InlineData("  - call: { url: 'https://a.example', for: 9000000w }", 4, 44, "'9000000w' is longer than the longest duration", null)]
    [InlineData("  - set: { run.x: now + 99999999d }", 4, 25, "'99999999d' is longer than the longest duration", null)]
    [InlineData("  - set: { run.x: 'now + duration(\"99999999d\")' }", 4, 35, "'99999999d' is longer than the longest duration", null)]
    [InlineData("  - set: { score: event.total }", 4, 12, "'score' cannot be set; run.NAME and customer.attributes.NAME can", "run.score")]
    [InlineData("  - wait: 10 minutes", 4, 11, "here stands '10 minutes'", "10m")]
    [InlineData("  - wait: { for: 1 Second }", 4, 18, "A duration is written", "1s")]
    [InlineData("  - wait: 1 hour and 30 min", 4, 11, "A duration is written", "1h30m")]
    [InlineData("  - wait: 2weeks", 4, 11, "A duration is written", "2w")]
    [InlineData("  - wait: 2 months", 4, 11, "A duration is written", null)]
    [InlineData("  - wait: 99999999999 weeks", 4, 11, "A duration is written", null)]
    [InlineData("  - send: { template: welcome, purpose: marketing, expires: 2 days }", 4, 61, "A duration is written", "2d")]
    [InlineData("  - snd: { template: welcome, purpose: marketing }", 4, 5, "'snd' means nothing in a step", "send")]
    [InlineData("  - ste: { run.x: \"1\" }\n  - branch: [ { when: run.x == 1, steps: [] } ]", 4, 5, "'ste' means nothing in a step", "set")]
    [InlineData("  - send: { template: welcome, purpos: marketing }", 4, 32, "'purpos' means nothing in a send", "purpose")]
    [InlineData("  - wait: -3d", 4, 11, "longer than nothing", null)]
    [InlineData("  - wait: {}", 4, 11, "never ends", null)]
    [InlineData("  - wait: { until: \"25:00\" }", 4, 20, "'until' is a time of day", null)]
    [InlineData("  - wait: { until: 18:60 }", 4, 20, "here stands '18:60'", null)]
    [InlineData("  - wait: { until: 24:00 }", 4, 20, "The day begins at 00:00", null)]
    [InlineData("  - wait: { until: \"6pm\" }", 4, 20, "'until' is a time of day, like \"18:00\"; here stands '6pm'", "18:00")]
    [InlineData("  - wait: { until: \"18:00pm\" }", 4, 20, "'until' is a time of day, like \"18:00\"", "18:00")]
    [InlineData("  - wait: { until: 12.30 a.m. }", 4, 20, "'until' is a time of day, like \"18:00\"", "00:30")]
    [InlineData("  - wait: { until: 30pm }", 4, 20, "'until' is a time of day, like \"18:00\"", null)]
    [InlineData("  - wait: { until: { at: 18h } }", 4, 26, "'at' is a time of day", null)]
    [InlineData("  - wait: { until: { at: 18:00, on: [mon, thuesday] } }", 4, 43, "A day of the week is one of mon,", "thu")]
    [InlineData("  - wait: { until: { at: 18:00, on: Monday } }", 4, 37, "A day of the week is one of mon,", "mon")]
    [InlineData("  - wait: { until: { at: 18:00, days: [mon] } }", 4, 33, "'days' means nothing in 'until'", null)]
    [InlineData("  - wait: { until: { between: 9:00-18:00 } }", 4, 31, "'between' is two times of day", null)]
    [InlineData("  - wait: { until: { between: [9:00, 9:00] } }", 4, 31, "a whole day is 00:00 to 24:00", null)]
    [InlineData("  - wait: { until: { between: [9:00, 18] } }", 4, 38, "The end is a time of day", null)]
    [InlineData("  - wait: { until: { between: [9:00, 18:00], at: 10:00 } }", 4, 20, "not both", null)]
    [InlineData("  - wait: { until: {} }", 4, 20, "needs 'at', 'between', 'on' or 'date'", null)]
    [InlineData("  - wait: { until: { at: 9:00, offset: -1d } }", 4, 40, "there is none here", null)]
    [InlineData("  - wait: { until: { date: event.promisedAt, offset: 1.5d } }", 4, 54, "'offset' is calendar days and a time", null)]
    [InlineData("  - wait: { until: { date: event.promisedAt, on: mon } }", 4, 50, "'on' does not go with 'date'", null)]
    [InlineData("  - wait: { until: { date: event.promisdAt } }", 4, 28, "There is no field 'event.promisdAt'", "event.promisedAt")]
    [InlineData("  - wait: { until: { date: event.total } }", 4, 28, "'date' is a Time or a Text", null)]
    [InlineData("  - wait: { for: 1d, until: 18:00 }", 4, 11, "not both", null)]
    [InlineData("  - wait: { for: 1d, until: now }", 4, 11, "not both", null)]
    [InlineData("  - wait: { on: order.placed, restart: order.placed }", 4, 11, "need a 'for' or 'until'", null)]
    [InlineData("  - wait: { on: order.place }", 4, 17, "no known event type", "order.placed")]
    [InlineData("  - wait: { on: [ { event: Order } ] }", 4, 28, "is no event type", null)]
    [InlineData("  - wait: { for: 1d, restart: cart.updatd }", 4, 31, "no known event type", "cart.updated")]
    [InlineData("  - branch: [ { when: \"custmer.orders == 0\", steps: [] } ]", 4, 24, "There is no field 'custmer.orders'", "customer.orders")]
    [InlineData("  - branch: [ { when: customer.orders, steps: [] } ]", 4, 23, "Bool is needed", null)]
    [InlineData("  - branch: [ { else: [] } ]", 4, 13, "needs an arm", null)]
    [InlineData("  - branch: [ { when: true, steps: [] }, { else: [] }, { when: true, steps: [] } ]", 4, 56, "Nothing can follow 'else'", null)]
    [InlineData("  - branch: [ { when: true } ]", 4, 15, "'steps' is missing", null)]
    [InlineData("  - split: [ { arm: a, percent: 50 }, { arm: b, percent: 50 } ]", 4, 5, "A split needs an 'id'", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 50 }, { arm: b, percent: 49.5 } ] }", 4, 21, "add up to 100; these add up to 99.5", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 100 } ] }", 4, 21, "2 to 20 arms", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 50 }, { arm: a, percent: 50 } ] }", 4, 55, "'a' is here twice", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 50 }, { arm: B, percent: 50 } ] }", 4, 55, "is no name", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 50 }, { arm: b } ] }", 4, 48, "'percent' is missing", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 50 }, { arm: b, percent: 49.999 } ] }", 4, 67, "two decimals", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 50 }, { arm: b, percent: half } ] }", 4, 67, "'percent' is a number", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 50, control: true }, { arm: b, percent: 50, control: true } ] }", 4, 95, "one control arm", null)]
    [InlineData("  - { id: s, split: [ { arm: a, percent: 50, contrl: true }, { arm: b, percent: 50 } ] }", 4, 46, "'contrl' means nothing", "control")]
    [InlineData(
        "  - id: s\n    split:\n      - { arm: b, percent: 50 }\n      - arm: a\n        percent: 50\n        control: true\n        steps:\n"
            + "          - branch: [ { when: true, steps: [ { send: { template: welcome, purpose: service } } ] } ]", 11, 46, "never messaged", null)]
    [InlineData("  - set: { customer.orders: \"3\" }", 4, 12, "'customer.orders' cannot be set", null)]
    [InlineData("  - set: { run.key: \"3\" }", 4, 12, "'run.key' cannot be set", null)]
    [InlineData("  - set: { run.x: [1] }", 4, 19, "is set to an expression", null)]
    [InlineData("  - set: { run.round: \"3\" }", 4, 12, "'run.round' cannot be set", null)]
    [InlineData("  - repeat: { steps: [ { wait: 1d } ] }", 4, 13, "'times' is missing in a loop", null)]
    [InlineData("  - repeat: { times: 101, steps: [ { wait: 1d } ] }", 4, 22, "'times' is a whole number, 1 to 100", null)]
    [InlineData("  - repeat: { times: 1.5, steps: [ { wait: 1d } ] }", 4, 22, "'times' is a whole number, 1 to 100", null)]
    [InlineData("  - repeat: { times: 3 }", 4, 13, "'steps' is missing in a loop", null)]
    [InlineData("  - repeat: { times: 3, steps: [] }", 4, 32, "A loop needs steps", null)]
    [InlineData("  - repeat: { times: 3, until: true, steps: [ { wait: 1d } ] }", 4, 25, "'until' means nothing in a loop", null)]
    [InlineData("  - repeat: { times: 3, while: customer.orders, steps: [ { wait: 1d } ] }", 4, 32, "Bool is needed", null)]
    [InlineData("  - repeat: { times: 100, steps: [ { set: { run.a: \"1\" } } ] }", 4, 5, "may take 201 steps in one turn; 200 are the most", null)]
    [InlineData(
        "  - repeat: { times: 2, steps: [ { wait: 1d } ] }\n  - wait: { for: 'run.round == 1 ? 1d : 2d' }", 5, 19,
        "There is no field 'run.round' here. It is known in the steps and the 'while' of a 'repeat'; set: {", null)]
    [InlineData("  - wait: { until: run.offer.expiresAt }", 4, 20, "There is no field 'run.offer.expiresAt' here. It is known in a journey with an 'offer' step.", null)]
    [InlineData("  - wait: { until: matched.time }", 4, 20, "There is no field 'matched.time' here. It is known in the steps after a 'wait' for events.", null)]
    [InlineData("  - set: { run.x: answer.status }", 4, 19, "There is no field 'answer.status' here. It is known in the 'into' of a 'call'", null)]
    [InlineData("  - start: wlecome", 4, 12, "There is no journey 'wlecome'", null)]
    [InlineData("  - start: { journey: y }", 4, 23, "There is no journey 'y'. Known: x.", "x")]
    [InlineData("  - start: { key: event.total }", 4, 12, "'journey' is missing in a start", null)]
    [InlineData("  - start: { journey: x, key: event.items, data: { orderId: event.orderId, total: '1' } }", 4, 31, "A key is a Text or a Number", null)]
    [InlineData("  - start: { journey: x, data: { total: '1' } }", 4, 5, "x is keyed by event.orderId, and the data do not give 'orderId', so no run would begin", null)]
    [InlineData("  - start: { journey: x, data: [a] }", 4, 32, "'data' is a mapping of names to expressions", null)]
    [InlineData("  - start: { journey: x, data: { orderId: event.orderId } }", 4, 5, "'total' is missing in the data: x is entered by order.placed", null)]
    [InlineData("  - start: { journey: x, data: { orderId: event.orderId, totl: '1', total: '1' } }", 4, 58, "'totl' is no property of order.placed", "total")]
    [InlineData("  - start: { journey: x, data: { orderId: event.total, total: '1' } }", 4, 43, "'orderId' of order.placed is Text; 'event.total' is Number", null)]
    [InlineData("  - start: { journey: x, data: { orderId: event.ordrId, total: '1' } }", 4, 43, "There is no field 'event.ordrId'", "event.orderId")]
    [InlineData("  - start: { journey: x, data: { 1a: '1' } }", 4, 34, "is no name", null)]
    [InlineData("  - exit: done\n  - exit: again", 5, 5, "never reached", null)]
    [InlineData("  - { id: a, wait: 1d }\n  - { id: a, wait: 1d }", 5, 5, "has the id 'a'", null)]
    [InlineData("  - { id: 1a, wait: 1d }", 4, 11, "is no id", null)]
    [InlineData("  - { wait: 1d, exit: x }", 4, 5, "here is wait and exit", null)]
    [InlineData("  - {}", 4, 5, "here is none", null)]
    [InlineData("  - wait", 4, 5, "a step is a mapping", null)]
    [InlineData("  - wait: 1d\n    wait: 2d", 5, 5, "'wait' is here twice", null)]
    public void A_wrong_step_is_told(string steps, int line, int column, string message, string? suggestion) =>
        AssertProblem(JourneyTests.ProblemOfSteps(steps), line, column, message, suggestion);

    [Theory]
    [InlineData("enter: { on: order.placed }\nsteps: []", 1, 1, "'journey' is missing", null)]
    [InlineData("journey: Cart Recovery\nenter: { on: order.placed }\nsteps: []", 1, 10, "is no name", null)]
    [InlineData("journey: x\nsteps: []", 1, 1, "'enter' is missing", null)]
    [InlineData("journey: x\nenter: { on: order.placed }", 1, 1, "'steps' is missing", null)]
    [InlineData("journey: x\nenter: order.placed\nsteps: []", 2, 8, "'enter' is a mapping", null)]
    [InlineData("journey: x\nenter: { on: order.placed, again: often }\nsteps: []", 2, 35, "'again' is always, never or after", null)]
    [InlineData("journey: x\nenter: { on: order.placed, key: event.items }\nsteps: []", 2, 33, "A key is a Text or a Number", null)]
    [InlineData("journey: x\nenter: { on: order.placed, when: run.key == 'x' }\nsteps: []", 2, 34, "There is no field 'run.key'", null)]
    [InlineData("journey: x\nenter: { on: order.placed }\ngoal: { on: order.placed }\nsteps: []", 3, 7, "'within' is missing", null)]
    [InlineData("journey: x\nenter: { on: order.placed }\ngoal: { on: order.placed, within: soon }\nsteps: []", 3, 35, "'within' is a duration", null)]
    [InlineData("journey: x\nenter: { on: order.placed }\ngoal: { on: order.placed, within: 3d, value: event.orderId }\nsteps: []", 3, 46, "'value' is a Number, like event.total", null)]
    [InlineData("journey: x\nenter: { on: order.placed }\ngoal: { on: order.placed, within: 3d, value: event.totl }\nsteps: []", 3, 46, "There is no field 'event.totl'", "event.total")]
    [InlineData("journey: x\nenter: { on: order.placed }\ngoal: { on: order.placed, within: 3d, attribution: 2 days }\nsteps: []", 3, 52, "'attribution' is a duration", "2d")]
    [InlineData("journey: x\nenter: { on: order.placed }\nexits: []\nsteps: []", 3, 1, "'exits' means nothing in a journey", "exit")]
    [InlineData("journey: x\nenter: { on: order.placed }\nexit: { on: order.refunded, when: event.orderID == run.key }\nsteps: []", 3, 35, "There is no field 'event.orderID'", "event.orderId")]
    [InlineData("journey: x\nenter: { on: order.placed }\ngoal: { on: order.placed, within: 7 days }\nsteps: []", 3, 35, "'within' is a duration", "7d")]
    [InlineData("journey: x\nenter: { on: order.placed, again: after 7 days }\nsteps: []", 2, 35, "'again' is always", "after 7d")]
    [InlineData("journey: x\nenter: { on: order.place, when: event.none == 1 }\nsteps: []", 2, 14, "no known event type", "order.placed")]
    [InlineData("- journey: x", 1, 1, "a journey is a mapping", null)]
    [InlineData("", 1, 1, "The file is empty", null)]
    [InlineData("journey: [x", 2, 1, "This is not YAML", null)]
    [InlineData("journey: x\nenter: { on: order.placed }\nsteps: []\n---\njourney: y", 4, 1, "one document", null)]
    public void A_wrong_journey_is_told(string yaml, int line, int column, string message, string? suggestion)
    {
        using var files = DefinitionFiles.WithJourney(yaml);
        AssertProblem(files.Problem(), line, column, message, suggestion);
    }

    [Fact]
    public void All_problems_are_told_in_order_and_nothing_is_loaded()
    {
        using var files = DefinitionFiles.WithSteps(
            "  - wait: { on: order.place }\n  - send: { template: a, purpose: b, channel: c }\n  - branch: [ { when: x, steps: [] } ]");
        files.Add("brand.yaml", "currency: euro");

        var loaded = files.Read();

        Assert.Null(loaded.Definitions);
        Assert.Null(loaded.Templates);
        Assert.Equal(
            ["brand.yaml:1", "x.journey.yaml:4", "x.journey.yaml:5", "x.journey.yaml:5", "x.journey.yaml:5", "x.journey.yaml:6"],
            loaded.Diagnostics.Select(problem => $"{problem.File}:{problem.Line}"));
    }

    [Fact]
    public void A_wrong_entry_and_a_misspelt_step_hide_nothing_that_is_wrong_after_them()
    {
        using var files = DefinitionFiles.WithJourney("""
            journey: x
            enter: { on: order.place, when: custmer.orders == 0 }
            exit: { on: order.refundd, when: custmer.orders == 0 }
            goal: { on: order.placd, when: custmer.orders == 0, within: 7 days }
            steps:
              - snd: { template: vip, purpose: marketing }
              - wait: 10 minutes
              - wait: { for: 1d, restart: { on: cart.updatd, when: custmer.orders == 0 } }
              - send: { template: gold, expires: 1 day }
              - send: { purpose: none }
            """);

        Assert.Equal(
            ["2:14", "2:33", "3:13", "3:34", "4:13", "4:32", "4:61", "6:5", "6:22", "7:11", "8:37", "8:56", "9:11", "9:23", "9:38", "10:11", "10:22"],
            files.Read().Diagnostics.Select(problem => $"{problem.Line}:{problem.Column}"));
    }

    [Theory]
    [InlineData("when: >-\n            customer.orders == 0\n            && customer.ordrs == 1", 6, 16)]
    [InlineData("when: |\n            customer.orders == 0 &&\n            customer.ordrs == 1", 6, 13)]
    [InlineData("when: \"customer.firstName == \\\"A\\\" && customer.ordrs == 1\"", 4, 47)]
    [InlineData("when: 'customer.firstName == ''A'' && customer.ordrs == 1'", 4, 47)]
    [InlineData("when: customer.orders == 0 &&\n            customer.ordrs == 1", 5, 13)]
    public void The_place_is_right_in_every_way_to_write_a_text(string when, int line, int column)
    {
        var problem = JourneyTests.ProblemOfSteps($"  - branch:\n      - {when}\n        steps: []");
        AssertProblem(problem, line + 1, column, "There is no field 'customer.ordrs'", "customer.orders");
    }

    [Fact]
    public void Steps_have_a_limit_in_number_and_in_depth()
    {
        var many = string.Concat(Enumerable.Repeat("  - wait: 1d\n", 201));
        AssertProblem(JourneyTests.ProblemOfSteps(many), 204, 5, "200 steps at most", null);

        Assert.Contains(
            "20 levels deep at most", JourneyTests.ProblemOfSteps($"  - branch: {Branches(20)}").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_journeys_cannot_have_one_name()
    {
        using var files = DefinitionFiles.WithSteps("  - wait: 1d");
        files.Add("y.journey.yaml", "journey: x\nenter: { on: order.placed }\nsteps: []");

        Assert.Equal("y.journey.yaml:1:1: 'x' is already the name of what x.journey.yaml defines.", files.Problem().ToString());
    }

    [Fact]
    public void A_duration_that_is_cut_is_noted_with_its_place_and_is_no_mistake()
    {
        using var files = DefinitionFiles.WithSteps("""
              - wait: 3651d
              - wait: { for: 'duration("4000d")' }
              - send: { template: welcome, purpose: marketing, expires: 10675199d }
              - wait: 3650d
            """);
        files.Add("brand.yaml", "expires: 9999d");
        files.Add("gift.offer.yaml", "offer: gift\nkind: percent\nvalue: 10\nvalid: 3651d\ncode: GIFT-########");

        Assert.Equal(
            [
                "brand.yaml:1:10: This is longer than 3,650 days, and is cut to that: 9999d",
                "gift.offer.yaml:4:8: This is longer than 3,650 days, and is cut to that: 3651d",
                "x.journey.yaml:4:11: This is longer than 3,650 days, and is cut to that: 3651d",
                "x.journey.yaml:5:18: This is longer than 3,650 days, and is cut to that: duration(\"4000d\")",
                "x.journey.yaml:6:61: This is longer than 3,650 days, and is cut to that: 10675199d",
            ],
            files.Load().Doubts.Select(doubt => doubt.ToString()));
    }

    private static string Branches(int levels) =>
        levels == 0 ? "[ { when: true, steps: [] } ]" : $"[ {{ when: true, steps: [ {{ branch: {Branches(levels - 1)} }} ] }} ]";

    private static void AssertProblem(Diagnostic problem, int line, int column, string message, string? suggestion)
    {
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column, suggestion), (problem.Line, problem.Column, problem.Suggestion));
    }
}
