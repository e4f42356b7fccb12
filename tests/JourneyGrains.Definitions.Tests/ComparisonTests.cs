using System.Collections.Immutable;
using JourneyGrains.Definitions.Differences;

namespace JourneyGrains.Definitions.Tests;

/// <summary>Definitions are compared by what they mean.</summary>
public class ComparisonTests
{
    private const string Journey = """
        journey: x
        enter: { on: order.placed, key: event.orderId }
        goal: { on: order.placed, within: 3d }
        steps:
          - { id: quiet, wait: { for: 45m, restart: order.placed } }
          - { id: nudge, send: { template: welcome, purpose: marketing } }
          - { id: later, wait: 2d }
        """;

    [Fact]
    public void Layout_comments_quotes_and_the_order_of_keys_are_no_difference() => Assert.Empty(Changes(Journey, """
        # reviewed
        enter:
          key: "event.orderId"
          on: order.placed
        journey: x
        steps:
          - wait: { restart: order.placed, for: "45m" }
            id: quiet
          - send:
              purpose: marketing
              template: welcome
            id: nudge
          - { id: later, wait: { for: 2d } }
        goal: { within: 72h, on: order.placed }
        """));

    [Fact]
    public void A_changed_step_is_told_with_both_and_an_added_and_a_removed_one_by_themselves()
    {
        var changes = Changes(Journey, Journey.Replace("45m", "30m", StringComparison.Ordinal).Replace("{ id: later, wait: 2d }", "{ id: bye, exit: done }", StringComparison.Ordinal));
        Assert.Equal(["added step bye", "removed step later", "changed step nudge", "changed step quiet"], changes.Select(change => $"{change.Kind} {change.Part}"));
        var quiet = changes.Single(change => change.Part == "step quiet");
        Assert.Equal(("wait: for 45m", "wait: for 30m"), (quiet.Before, quiet.After));
        Assert.Contains("next → bye", changes.Single(change => change.Part == "step nudge").After, StringComparison.Ordinal);
    }

    [Fact]
    public void Goal_entry_sending_and_templates_are_told_part_by_part()
    {
        using var before = DefinitionFiles.WithJourney(Journey).Add("sending.yaml", Sending("3"));
        using var after = DefinitionFiles.WithJourney(Journey.Replace("3d", "5d", StringComparison.Ordinal)).Add("sending.yaml", Sending("4"))
            .Add("templates/welcome.de.hbs", "subject: Hallo\n---\n<p>Hallo</p>\n");
        Assert.Equal(
            ["journey x: goal.within 3d 5d", "sending: caps.weekly.most 3 4", "template welcome.de.hbs:   32 characters"],
            Changes(before, after).Select(change => $"{change.Of}: {change.Part} {change.Before} {change.After}"));
    }

    [Fact]
    public void A_journey_that_is_new_or_gone_is_one_line()
    {
        var change = Assert.Single(Changes(Journey, Journey.Replace("journey: x", "journey: y", StringComparison.Ordinal)), one => one.Of == "journey y");
        Assert.Equal(("added", ""), (change.Kind, change.Part));
    }

    private static string Sending(string most) => $"caps: [ {{ cap: weekly, most: {most}, within: 7d }} ]";

    private static ImmutableArray<DefinitionChange> Changes(string before, string after)
    {
        using var one = DefinitionFiles.WithJourney(before);
        using var other = DefinitionFiles.WithJourney(after);
        return Changes(one, other);
    }

    private static ImmutableArray<DefinitionChange> Changes(DefinitionFiles before, DefinitionFiles after)
    {
        var (one, other) = (before.Load(), after.Load());
        return DefinitionComparison.Of(one.Files!, one.Definitions!, other.Files!, other.Definitions!);
    }
}
