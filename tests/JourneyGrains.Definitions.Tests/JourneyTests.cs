using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Definitions.Tests;

public class JourneyTests
{
    private const string Send = "send: { template: welcome, channel: preferred, purpose: marketing }";

    [Fact]
    public void The_journey_of_the_reference_is_read_whole()
    {
        var journey = Read("""
            journey: cart-recovery
            enter: { on: cart.updated, key: event.cartId, when: "event.value >= 20", again: always }
            exit:  [ { on: order.placed, when: "event.cartId == run.key" } ]
            goal:  { on: order.placed, within: 3d }
            steps:
              - wait: { for: 45m, restart: cart.updated }        # abandoned = quiet for 45 minutes
              - branch:
                  - when: "customer.orders == 0"
                    steps: [ { send: { template: welcome, channel: preferred, purpose: marketing, expires: 12h } } ]
                  - else:
                      - send: { template: welcome, channel: preferred, purpose: marketing, expires: 12h }
            """);

        Assert.Equal(("cart-recovery", "cart.updated", "event.cartId", "event.value >= 20", ReentryRule.Always), (
            journey.Name, journey.Entry.On, journey.Entry.Key!.Source, journey.Entry.When!.Source, journey.Entry.Again.Rule));
        Assert.Equal(("order.placed", "event.cartId == run.key"), (journey.Exits[0].On, journey.Exits[0].When!.Source));
        Assert.Equal(("order.placed", TimeSpan.FromDays(3)), (journey.Goal!.On, journey.Goal.Within));
        var wait = Assert.IsType<WaitStep>(journey.Steps[0]);
        Assert.Equal(("0", 1, 1), (wait.Id, wait.Next, wait.Timeout));
        Assert.Equal(Value.Of(TimeSpan.FromMinutes(45)), wait.For!.Evaluate(default));
        Assert.Equal(("cart.updated", journey.Entry.Key), (wait.Restart!.On, wait.Restart.Key));
        var branch = Assert.IsType<BranchStep>(journey.Steps[1]);
        Assert.Equal(("1", 2, 3, Journey.End), (branch.Id, branch.Arms[0].Target, branch.Else, branch.Next));
        Assert.Equal(("1.0.0", "1.1.0", Journey.End), (journey.Steps[2].Id, journey.Steps[3].Id, journey.Steps[2].Next));
    }

    [Fact]
    public void Steps_within_steps_go_on_with_the_step_after_them()
    {
        var journey = ReadSteps($$"""
              - wait:
                  for: 2d
                  on:
                    - { event: shipment.delayed, when: "event.orderId == run.key", steps: [ { {{Send}} }, { set: { run.late: "true" } } ] }
                    - { on: shipment.delivered, steps: [ { exit: arrived } ] }
                    - order.refunded
                  timeout: { steps: [ { id: nudge, {{Send}} } ] }
              - {{Send}}
            """);

        var wait = Assert.IsType<WaitStep>(journey.Steps[0]);
        Assert.Equal(["shipment.delayed", "shipment.delivered", "order.refunded"], wait.Arms.Select(arm => arm.On));
        Assert.Equal([1, 3, 5], wait.Arms.Select(arm => arm.Target));
        Assert.Equal((4, 5), (wait.Timeout, wait.Next));
        Assert.Equal(["0", "0.0.0", "0.0.1", "0.1.0", "nudge", "1"], journey.Steps.Select(step => step.Id));
        Assert.Equal([5, 2, 5, Journey.End, 5, Journey.End], journey.Steps.Select(step => step.Next));
        Assert.Equal("arrived", Assert.IsType<ExitStep>(journey.Steps[3]).Reason);
    }

    [Fact]
    public void The_last_step_of_a_loop_goes_back_to_its_beginning()
    {
        var journey = ReadSteps($$"""
              - repeat:
                  times: 3
                  while: run.round < 3 && matched.type != "order.refunded"
                  steps:
                    - wait: { for: 1d, on: [order.placed, order.refunded] }
                    - branch: [ { when: "run.round == 2", steps: [ { set: { run.seen: run.round } } ] } ]
              - wait: 1d
            """);

        var repeat = Assert.IsType<RepeatStep>(journey.Steps[0]);
        Assert.Equal(("0", 4, 3, 1), (repeat.Id, repeat.Next, repeat.Times, repeat.Body));
        Assert.Equal([4, 2, 0, 0, Journey.End], journey.Steps.Select(step => step.Next));
        Assert.Equal(["0", "0.0", "0.1", "0.1.0.0", "1"], journey.Steps.Select(step => step.Id));
        Assert.Equal(0, Assert.IsType<BranchStep>(journey.Steps[2]).Else);
    }

    [Fact]
    public void Set_gives_later_expressions_variables_of_the_kinds_set()
    {
        var journey = ReadSteps("""
              - set: { run.share: "event.total / 2", customer.attributes.lastOrder: event.orderId }
              - branch:
                  - when: run.share > 10
                    steps: [ { exit: } ]
            """);

        var set = Assert.IsType<SetStep>(journey.Steps[0]);
        Assert.Equal(
            [(false, "share", ValueKind.Number), (true, "lastOrder", ValueKind.Text)],
            set.Assignments.Select(to => (to.Attribute, to.Name, to.To.Kind)));
        Assert.Contains(
            "'run.share' is Number",
            ProblemOfSteps("  - set: { run.share: \"1\" }\n  - branch: [ { when: \"run.share == 'a'\", steps: [] } ]").Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("always", ReentryRule.Always, 0)]
    [InlineData("never", ReentryRule.Never, 0)]
    [InlineData("after 7d", ReentryRule.After, 7)]
    [InlineData("{ after: 7d }", ReentryRule.After, 7)]
    public void Reentry_is_read(string again, ReentryRule rule, int days) => Assert.Equal(
        new Reentry(rule, TimeSpan.FromDays(days)), Read(
            $"journey: x\nenter: {{ on: order.placed, again: {again} }}\nsteps: []").Entry.Again);

    [Theory]
    [InlineData("- wait: 45m", "45m")]
    [InlineData("- wait: duration(\"45m\")", "45m")]
    [InlineData("- wait: { for: 45m }", "45m")]
    [InlineData("- wait: { for: 'customer.orders == 0 ? duration(\"45m\") : duration(\"2h\")' }", "45m")]
    public void A_wait_is_for_a_duration_or_an_expression_of_one(string step, string duration)
    {
        var wait = Assert.IsType<WaitStep>(ReadSteps($"  {step}").Steps[0]);

        Assert.Equal(duration, wait.For!.Evaluate(new Scope(Core.Customers.CustomerState.New("c"), DateTimeOffset.UnixEpoch)).ToString());
    }

    [Fact]
    public void A_wait_until_is_a_moment()
    {
        var wait = Assert.IsType<WaitStep>(
            ReadSteps("  - wait: { until: 'event.promisedAt - duration(\"1h\")', on: shipment.delayed }").Steps[0]);

        Assert.Equal((ValueKind.Time, null), (wait.Until!.Kind, wait.For));
        Assert.Contains("'until' is a Time", ProblemOfSteps("  - wait: { until: event.total }").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"18:00\"", "18:00")]
    [InlineData("9:05", "09:05")]
    [InlineData("{ at: 18:00, on: [mon-wed, sun] }", "mon, tue, wed, sun 18:00")]
    [InlineData("{ between: [\"22:00\", \"24:00\"] }", "22:00-00:00")]
    [InlineData("{ on: sat }", "sat 00:00-00:00")]
    [InlineData("{ date: event.promisedAt, offset: -1d, at: 9:00 }", "event.promisedAt -1d 09:00")]
    [InlineData("{ date: event.promisedAt - 1d }", "event.promisedAt - 1d")]
    [InlineData("{ date: 2025-12-24 }", "2025-12-24")]
    public void A_wait_until_goes_by_the_customer_s_clock_and_calendar(string until, string read)
    {
        var wait = Assert.IsType<WaitStep>(ReadSteps($"  - wait: {{ until: {until}, on: shipment.delayed }}").Steps[0]);

        Assert.Equal((read, null, 1), (wait.Local!.ToString(), wait.Until, wait.Arms.Length));
        Assert.Empty(Schemas.SchemaCheck.Problems(
            "journey.schema.json", Schemas.YamlJson.Of($"journey: x\nenter: {{ on: a }}\nsteps: [ {{ wait: {{ until: {until} }} }} ]")));
    }

    [Fact]
    public void A_plain_date_is_a_day_of_the_customer_s_calendar()
    {
        var wait = Assert.IsType<WaitStep>(ReadSteps("  - wait: { until: { date: 2025-12-24 } }").Steps[0]);

        Assert.Equal(Value.Of("2025-12-24"), Assert.IsType<Core.Calendars.OnLocalDate>(wait.Local).Date.Evaluate(default));
    }

    [Fact]
    public void Only_what_steps_and_templates_read_is_kept_of_an_event()
    {
        using var files = DefinitionFiles.WithSteps($$"""
              - wait: { until: event.promisedAt, on: [ { event: shipment.delayed, when: "event.reason != null" } ] }
              - branch: [ { when: "event.total > 5 && event.time < now && matched.reason == 'strike'", steps: [ { {{Send}} } ] } ]
            """);
        files.Add(
            "templates/welcome.en.hbs",
            "subject: Order {{event.orderId}}\n---\n{{#each event.items}}{{name}} {{@root.event.currency}}{{/each}}{{> foot}}");
        files.Add("templates/partials/foot.hbs", "{{event.cartId}}");

        Assert.Equal(
            ["cartId", "currency", "items", "orderId", "promisedAt", "reason", "total"],
            files.Load().Definitions!.Journeys[0].KeptProperties.AsEnumerable());
    }

    [Fact]
    public void After_a_wait_matched_is_the_event_that_ended_it()
    {
        Assert.Contains(
            "There is no field 'matched.resaon'",
            ProblemOfSteps(
                "  - wait: { for: 1d, on: [ { event: shipment.delayed, steps: [ { branch: [ { when: \"matched.resaon == 'x'\", steps: [] } ] } ] } ] }").Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "There is no field 'matched.reason'", ProblemOfSteps("  - branch: [ { when: has(matched.reason), steps: [] } ]").Message,
            StringComparison.Ordinal);
        Assert.Equal(
            2,
            ReadSteps("  - wait: { for: 1d, on: [shipment.delayed, order.refunded] }\n  - branch: [ { when: matched.reason == 'x', steps: [] } ]").Steps.Length);
    }

    [Fact]
    public void An_event_of_a_type_of_ones_own_has_any_property_and_a_declared_one_those_declared()
    {
        const string Journey = "journey: x\nenter: { on: quiz.finished, key: event.quiz, when: event.score > 5 }\nsteps: []";
        Assert.Equal(ValueKind.Any, Read(Journey).Entry.Key!.Kind);

        using var files = DefinitionFiles.WithJourney(Journey);
        files.Add(
            "events.yaml", "events: [ { event: quiz.finished, properties: { quizId: text, score: { kind: number, required: true } } } ]");
        var problem = files.Problem();
        Assert.Equal(("x.journey.yaml", 2, 34, "event.quizId"), (problem.File, problem.Line, problem.Column, problem.Suggestion));
    }

    internal static Diagnostic ProblemOfSteps(string steps)
    {
        using var files = DefinitionFiles.WithSteps(steps);
        return files.Problem();
    }

    private static Journey Read(string yaml)
    {
        using var files = DefinitionFiles.WithJourney(yaml);
        return Assert.Single(files.Load().Definitions!.Journeys);
    }

    private static Journey ReadSteps(string steps)
    {
        using var files = DefinitionFiles.WithSteps(steps);
        return Assert.Single(files.Load().Definitions!.Journeys);
    }
}
