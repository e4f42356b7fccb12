using System.Collections.Immutable;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Tests.Making;

namespace JourneyGrains.Core.Tests.Journeys;

/// <summary>A migration that would move nobody is told before it is published.</summary>
public class MigrationNotesTests
{
    private const string Old = "3f1c9a7be012";

    private static readonly Journey Older = Make.Journey("cart").On("cart.updated").Wait("45m").Send("old").Done() with { Version = Old };

    [Fact]
    public void A_version_that_was_never_published_is_told_with_those_that_were() => Assert.Equal(
        [$"journey cart: 'migrate' from deadbeef0000 moves nobody: there is no such version. Known: {Old}."],
        Notes("deadbeef0000", [Older], [Old]));

    [Fact]
    public void A_version_that_is_nearly_one_of_them_is_suggested() =>
        Assert.EndsWith($" Did you mean '{Old}'?", Assert.Single(Notes("3f1c9a7be021", [Older], [Old])), StringComparison.Ordinal);

    [Fact]
    public void A_step_that_the_version_does_not_have_is_told_with_those_it_has() => Assert.Equal(
        [$"journey cart: 'migrate' from {Old} moves nobody from step 'quiet2x': that version has none of that id. Its steps: 0, 1."],
        Notes(Old, [Older], [Old], "quiet2x"));

    [Fact]
    public void A_step_that_no_older_version_has_is_told_for_all() => Assert.Equal(
        [$"journey cart: 'migrate' from all moves nobody from step 'quiet2x': no older version ({Old}) has one of that id. Their steps: 0, 1."],
        Notes(Migration.All, [Older], [Old], "quiet2x"));

    [Fact]
    public void What_is_there_is_in_order()
    {
        Assert.Empty(Notes(Old, [Older], [Old], "0", "1"));
        Assert.Empty(Notes(Migration.All, [Older], [Old], "1"));
    }

    [Fact]
    public void A_version_that_is_known_and_cannot_be_read_is_not_held_against_its_steps() =>
        Assert.Empty(Notes("aaaaaaaaaaaa", [Older], [Old, "aaaaaaaaaaaa"], "quiet2x"));

    [Fact]
    public void Where_it_is_not_known_what_was_published_only_what_was_read_is_held_against()
    {
        Assert.Empty(Notes("deadbeef0000", [Older], null));
        Assert.Empty(Notes(Migration.All, [Older], null, "quiet2x"));
        Assert.Single(Notes(Old, [Older], null, "quiet2x"));
    }

    private static IEnumerable<string> Notes(string from, Journey[] older, string[]? known, params string[] steps)
    {
        var migration = new Migration(from, steps.ToImmutableSortedDictionary(step => step, _ => Migration.Exit, StringComparer.Ordinal));
        var next = Make.Journey("cart").On("cart.updated").Wait("10m").Done() with { Version = "bbbbbbbbbbbb", Migrations = [migration] };
        return new MigrationNotes(next, older, known).All();
    }
}
