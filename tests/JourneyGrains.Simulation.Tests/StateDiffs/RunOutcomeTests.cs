using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Output;
using JourneyGrains.Simulation.Pages;
using JourneyGrains.Simulation.ShoppingDays;
using JourneyGrains.Simulation.StateDiffs;

namespace JourneyGrains.Simulation.Tests.StateDiffs;

/// <summary>Whose runs end, move or stay, and who of those with no run is looked at.</summary>
public sealed class RunOutcomeTests : StateDiffing
{
    [Fact]
    public void Whose_runs_end_move_or_stay_is_told_with_the_customers()
    {
        var day = ShoppingDay.Generate(new() { Customers = 200, Events = 2_000 });
        var states = States(day, until: 700);
        var (ending, _) = Run(Changed((Cart, "steps:", "migrate: { from: all, steps: { \"0\": exit } }\nsteps:"), (Cart, "for: 45m", "for: 44m")), states);
        var cart = ending.Journeys["cart-recovery"];
        var first = states.SelectMany(state => state.Runs.Where(run => run.Journey == "cart-recovery").Select(run => (Id: state.Id, run.Key))).Take(3).ToArray();

        Assert.True(cart.Of(RunFate.Ends) > 3);
        Assert.Equal(first, cart.Runs.Select(run => (run.CustomerId, run.Key)));
        Assert.All(cart.Runs, run => Assert.Equal((RunFate.Ends, "0", null), (run.Fate, run.Step, run.StepAfter)));
        var customers = states.Count(state => state.Runs.Any(run => run.Journey == "cart-recovery"));
        Assert.Equal(customers, ending.WithRunsThatChange);
        var text = StateDiffText.Write(ending);
        Assert.Contains(
            $"      ends  cart-recovery: {string.Join(", ", first.Select(run => $"{run.Id} [{run.Key}]"))} and {cart.Of(RunFate.Ends) - 3} more\n", text,
            StringComparison.Ordinal);
        Assert.Contains($"runs of {customers} customers end or move, whether a message differs or not", text, StringComparison.Ordinal);
        Assert.Contains($"\"customersWithRunsThatChange\": {customers}", StateDiffJson.Write([], ending, ReportJson.Readable), StringComparison.Ordinal);
        Assert.Contains($"<td>ends</td><td>cart-recovery</td><td>{first[0].Id} [{first[0].Key}], ", StateDiffPage.Of([], ending), StringComparison.Ordinal);

        var (staying, _) = Run(Changed((Cart, "for: 45m", "for: 15m")), Waiting());
        Assert.Contains("     stays  cart-recovery: c-1 [cart-1]", StateDiffText.Write(staying), StringComparison.Ordinal);
        Assert.Equal(0, staying.WithRunsThatChange);
        Assert.Empty(Run(Samples.Journeys, states).Found.Journeys.Values.SelectMany(journey => journey.Runs));
    }

    [Fact]
    public void Who_only_waits_for_a_schedule_or_a_segment_is_looked_at_as_well()
    {
        var before = WithStanding("news");
        var (found, differences) = Run(before, WithStanding("other-news"), [Asleep(before)], until: 1_440);

        Assert.Equal((1, 1), (found.InFlight, found.Differ));
        Assert.Equal(["quiet", "noon"], differences.Select(one => one.Origin));
        Assert.All(differences, one => Assert.Equal((DifferenceKind.Changed, "other-news"), (one.Kind, one.After!.Template)));
        // The moment after the last at which the condition holds, and noon in Berlin.
        Assert.Equal([Day.At(60).AddMicroseconds(1), Day.At(660)], differences.Select(one => one.After!.At));
    }

    [Fact]
    public void A_schedule_and_a_segment_that_are_new_come_to_who_has_nothing_under_way()
    {
        Assert.Equal(0, Run(Changed((Cart, "for: 45m", "for: 15m")), [Asleep(Samples.Journeys)]).Found.InFlight);
        var (found, differences) = Run(Samples.Journeys, WithStanding("other-news"), [Asleep(Samples.Journeys)], until: 1_440);

        Assert.Equal((1, 1), (found.InFlight, found.Differ));
        Assert.Equal([(DifferenceKind.Gained, "quiet"), (DifferenceKind.Gained, "noon")], differences.Select(one => (one.Kind, one.Origin)));
    }

    /// <summary>One customer with nothing under way, at minute 20.</summary>
    private static CustomerState Asleep(LoadedDefinitions definitions)
    {
        var state = States(new Day().Reachable().Cart(10).Events, until: 20, definitions).Single();
        return state with { Runs = [], Goals = [], Outbox = [] };
    }

    /// <summary>The sample journeys with one by a schedule at 12:00 and one by a segment that an hour without a visit ends.</summary>
    private LoadedDefinitions WithStanding(string template)
    {
        var target = ChangedFolder();
        var send = $"steps: [ {{ send: {{ template: {template}, purpose: marketing }} }} ]";
        File.WriteAllText(Path.Combine(target, "noon.journey.yaml"), $"journey: noon\nenter: {{ schedule: {{ at: '12:00' }} }}\n{send}\n");
        File.WriteAllText(Path.Combine(target, "quiet.journey.yaml"), $"journey: quiet\nenter: {{ segment: lively, on: left }}\n{send}\n");
        File.WriteAllText(Path.Combine(target, "lively.segment.yaml"), "segment: lively\nwhen: count(\"cart.updated\", duration(\"50m\")) > 0\n");
        File.WriteAllText(Path.Combine(target, "templates", $"{template}.en.hbs"), "subject: News\n---\n<p>News</p>\n");
        return Samples.Load(target);
    }
}
