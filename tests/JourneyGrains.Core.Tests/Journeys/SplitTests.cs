using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

public sealed class SplitTests
{
    [Fact]
    public void A_run_goes_the_way_of_its_arm_and_on_after_the_split()
    {
        var life = Split(Arm("with", 100, 1), Arm("without", 0, 2));
        life.Cart("0s", "a", 30);

        Assert.Equal(["in-arm", "after"], life.Decided.Select(message => message.Template));
        Assert.Contains("Split offer: arm with (100 %).", life.Told(LineKind.Step));
        Assert.Equal(("offer", "with", false), Taken(Assert.Single(life.State.Runs)));
    }

    [Fact]
    public void A_customer_takes_the_same_arm_in_every_run()
    {
        var life = Split(Arm("a", 50, 2), Arm("b", 50, 2));
        for (var cart = 0; cart < 20; cart++)
        {
            life.Cart($"{cart}m", $"cart-{cart}", 30);
        }

        Assert.Single(life.State.Runs.Select(Taken).Distinct());
        Assert.Equal(20, life.State.Runs.Length);
    }

    [Fact]
    public void Nothing_is_sent_to_a_control_arm_neither_within_nor_after_the_split()
    {
        var life = Split(Arm("none", 100, 2, control: true), Arm("with", 0, 1));
        life.Cart("0s", "a", 30);

        Assert.Empty(life.Decided);
        Assert.Contains("Split offer: control arm none (100 %), to which nothing is sent from here on.", life.Told(LineKind.Step));
        Assert.Equal(["after not sent: the run is in control arm none of split offer."], life.Told(LineKind.Withheld));
        Assert.Single(life.State.Runs);
    }

    [Fact]
    public void A_control_arm_lives_on_to_its_goal()
    {
        var life = Split(Arm("none", 100, 2, control: true), Arm("with", 0, 1));
        life.Cart("0s", "a", 30);
        Assert.Equal(("offer", "none", true), Taken(Assert.Single(life.State.Goals).Run));

        life.Order("1d", "o-1", 30, "a");
        Assert.Equal(1, life.Count(LineKind.Goal));
    }

    [Fact]
    public void Journeys_that_a_control_arm_starts_send_nothing_either()
    {
        var life = Life.Reachable(Make.Definitions(
            Make.Journey("cart").On("cart.updated").Split("offer", Arm("none", 100, 1, control: true), Arm("with", 0, 1)).Start("later").Done(),
            Make.Journey("later").On("order.placed").Split("offer", Arm("a", 100, 1), Arm("b", 0, 1)).Start("last").Send("more").Done(),
            Make.Journey("last").On("order.placed").Send("most").Done()));
        life.Cart("0s", "a", 30);

        Assert.Empty(life.Decided);
        Assert.Equal(
            ["more not sent: the run is in control arm none of split cart/offer.", "most not sent: the run is in control arm none of split cart/offer."],
            life.Told(LineKind.Withheld));
    }

    [Fact]
    public void What_was_decided_before_the_split_goes_out_in_every_arm()
    {
        var life = Life.Reachable(Make.Definitions(Make.Journey("cart").On("cart.updated", "event.cartId")
            .Send("before").Split("offer", Arm("none", 100, 2, control: true), Arm("with", 0, 2)).Send("after").Done()));
        life.Cart("0s", "a", 30);
        life.Drain();

        Assert.Equal(["before"], life.Out.Select(sent => sent.Template));
    }

    [Fact]
    public void Why_nothing_would_have_gone_anyway_comes_before_the_control()
    {
        var life = Split(Arm("none", 100, 2, control: true), Arm("with", 0, 1));
        life.Consent("1s", "email", false);
        life.Cart("2s", "a", 30);

        Assert.Contains("consent for email/marketing was withdrawn", Assert.Single(life.Told(LineKind.Withheld)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_keeps_its_arm_when_it_comes_by_again_though_the_percents_changed()
    {
        var split = new SplitStep("offer", Journey.End, [Arm("a", 100, 1), Arm("b", 0, 2)]);
        var run = SplitRules.After(split, NewRun(), "c-1", out _);
        var changed = split with { Arms = [Arm("a", 0, 1), Arm("b", 100, 2)] };

        Assert.Same(run, SplitRules.After(new("offer", Journey.End, changed.Arms), run, "c-1", out var arm));
        Assert.Equal("a", arm.Name);
    }

    [Fact]
    public void A_run_whose_arm_is_gone_takes_another()
    {
        var run = SplitRules.After(new("offer", Journey.End, [Arm("a", 100, 1), Arm("b", 0, 2)]), NewRun(), "c-1", out _);
        var moved = SplitRules.After(new("offer", Journey.End, [Arm("c", 100, 1), Arm("b", 0, 2)]), run, "c-1", out _);

        Assert.Equal(("offer", "c", false), Taken(moved));
    }

    [Fact]
    public void Arms_are_stored_with_run_goal_and_message()
    {
        var life = Split(Arm("with", 100, 1), Arm("without", 0, 2));
        life.Cart("0s", "a", 30);
        var read = StateEncoding.Read(StateEncoding.Write(life.State));

        Assert.Equal(("offer", "with", false), Taken(read.Runs[0]));
        Assert.Equal(("offer", "with", false), Taken(read.Goals[0].Run));
        Assert.Equal(["everyone", "with"], read.Outbox[0].Arms!.Value.Select(arm => arm.Arm));
    }

    [Fact]
    public void Nothing_is_kept_back_for_what_a_control_arm_will_not_send()
    {
        var brand = Make.Brand with { Sending = new() { Caps = [Governance.Sending.Rolling("daily", 1, "1d")] } };
        var important = new SendTerms([], 9, false, null);
        Journey Later(params SplitArm[] arms) => Make.Journey("later").On("cart.updated").Wait("1h").Split("offer", [.. arms]).Send("high", terms: important).Done();
        var plain = Make.Journey("now").On("cart.updated").Wait("30m").Send("low").Done();
        Life Of(Journey later) => Life.Reachable(new("test", brand, [later, plain]));

        var messaged = Of(Later(Arm("a", 100, 2), Arm("b", 0, 2)));
        messaged.Cart("0s", "a", 30);
        messaged.Flow("2h");
        var control = Of(Later(Arm("a", 100, 2, control: true), Arm("b", 0, 2)));
        control.Cart("0s", "a", 30);
        control.Flow("2h");

        Assert.Equal(["high"], messaged.Out.Select(sent => sent.Template));
        Assert.Equal(["low"], control.Out.Select(sent => sent.Template));
    }

    /// <summary>A split at 0 whose arms go to a send of their own at 1, or past it, to one after the split at 2.</summary>
    private static Life Split(params SplitArm[] arms) => Life.Reachable(Make.Definitions(
        Make.Journey("cart").On("cart.updated", "event.cartId").Goal("order.placed", "3d")
            .Split("offer", [.. arms]).Send("in-arm").Send("after").Wait("1h").Done()));

    private static SplitArm Arm(string name, decimal percent, int target, bool control = false) => new(name, percent, control, target);

    private static Run NewRun() => new() { Id = "r", Journey = "cart", StartedAt = Make.Start, Event = Make.Event("e", "cart.updated", "0s") };

    private static (string, string, bool) Taken(Run run)
    {
        var taken = Assert.Single(run.Arms!.Value, arm => arm.Split.Length > 0);
        return (taken.Split, taken.Arm, taken.Control);
    }
}
