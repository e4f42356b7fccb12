using JourneyGrains.Core.Campaigns;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Governance;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Governance;

public sealed class ControlGroupTests
{
    private const int Customers = 50_000;

    [Theory]
    [InlineData(5)]
    [InlineData(0.25)]
    [InlineData(50)]
    public void The_group_is_as_large_as_its_percent_says(double percent)
    {
        var share = percent / 100;
        var count = Members((decimal)percent, "2025").Count;

        Assert.InRange(count - (share * Customers), -5 * Math.Sqrt(Customers * share), 5 * Math.Sqrt(Customers * share));
    }

    [Fact]
    public void A_greater_percent_takes_nobody_out() => Assert.True(Members(5, "2025").IsProperSubsetOf(Members(7, "2025")));

    [Fact]
    public void Another_salt_is_another_group()
    {
        var both = Members(10, "2025").Intersect(Members(10, "2026")).Count();

        Assert.InRange(both, 0.01 * Customers * 0.8, 0.01 * Customers * 1.2);
    }

    [Fact]
    public void Who_is_in_the_group_gets_no_marketing_and_the_transcript_says_why()
    {
        var life = Sends("marketing", new(100, "", ["marketing"]));
        life.Cart("0s", "a", 30);

        Assert.Empty(life.Decided);
        Assert.Equal(["hello not sent: the customer is in the control group (100 %), which gets no marketing messages."], life.Told(LineKind.Withheld));
    }

    [Theory]
    [InlineData("service", 100)]
    [InlineData("survey", 100)]
    [InlineData("marketing", 0)]
    public void All_others_and_other_purposes_are_untouched(string purpose, int percent)
    {
        var life = Sends(purpose, new(percent, "", ["marketing"]));
        life.Cart("0s", "a", 30);
        life.Drain();

        Assert.Equal(["hello"], life.Out.Select(sent => sent.Template));
    }

    [Theory]
    [InlineData("service", 1)]
    [InlineData("survey", 0)]
    [InlineData("marketing", 0)]
    public void Without_purposes_it_is_for_all_that_are_not_transactional(string purpose, int sent)
    {
        var life = Sends(purpose, new(100, "", []));
        life.Cart("0s", "a", 30);
        life.Drain();

        Assert.Equal(sent, life.Out.Count());
    }

    [Fact]
    public void It_is_judged_again_at_hand_over()
    {
        var life = Sends("marketing", null);
        life.Cart("0s", "a", 30);
        life.Definitions = Sends("marketing", new(100, "", ["marketing"])).Definitions;
        life.Drain();

        Assert.Empty(life.Out);
        Assert.Equal(["hello not handed over: the customer is in the control group (100 %), which gets no marketing messages."], life.Told(LineKind.Withheld));
    }

    [Fact]
    public void A_wave_leaves_the_group_out_as_well()
    {
        var wave = new Wave("first", Make.Expr("customer.orders == 0"), "sale", "preferred", "marketing", null, 0);
        var life = Life.Reachable(new("test", Brand(new(100, "", ["marketing"])), [], null, [new("sale", [wave])]));
        life.Wave("1m", "sale", "first");

        Assert.False(Assert.Single(life.State.Waves).Sent);
        Assert.Contains("control group", Assert.Single(life.Told(LineKind.Withheld)), StringComparison.Ordinal);
    }

    [Fact]
    public void Within_quiet_hours_it_is_told_at_once_and_nothing_is_held()
    {
        var brand = Brand(new(100, "", ["marketing"]));
        brand = brand with { Sending = brand.Sending with { QuietHours = [Sending.Quiet(21, 8)] } };
        var life = Life.Reachable(new("test", brand, [Make.Journey("cart").On("cart.updated").Send("hello", expires: "2d").Done()]));
        life.Cart("14h", "a", 30);

        Assert.Equal(0, life.Count(LineKind.Held));
        Assert.Contains("control group", Assert.Single(life.Told(LineKind.Withheld)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_group_does_not_get_uses_up_no_cap()
    {
        var brand = Brand(new(100, "", ["marketing"]));
        brand = brand with { Sending = brand.Sending with { Caps = [Sending.Rolling("daily", 1, "1d")] } };
        var life = Life.Reachable(new("test", brand, [Make.Journey("cart").On("cart.updated").Send("hello").Send("poll", purpose: "survey").Done()]));
        life.Cart("0s", "a", 30);
        life.Drain();

        Assert.Equal(["poll"], life.Out.Select(sent => sent.Template));
        Assert.True(SendingStatus.Of(life.State, brand, life.State.Clock).InControlGroup);
    }

    private static Life Sends(string purpose, ControlGroup? control) =>
        Life.Reachable(new("test", Brand(control), [Make.Journey("cart").On("cart.updated").Send("hello", purpose: purpose).Done()]));

    private static Brand Brand(ControlGroup? control) => Make.Brand with
    {
        Purposes = [new("marketing", true), new("service", false), new("survey", false) { Transactional = false }],
        Sending = new() { Control = control },
    };

    private static HashSet<string> Members(decimal percent, string salt)
    {
        var group = new ControlGroup(percent, salt, []);
        return [.. Enumerable.Range(0, Customers).Select(at => $"c-{at}").Where(group.Has)];
    }
}
