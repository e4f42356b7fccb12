using JourneyGrains.Core.Journeys;
using JourneyGrains.Definitions.Editions;

namespace JourneyGrains.Definitions.Tests;

/// <summary>What is another version of a journey and what is not, and where runs of older ones go.</summary>
public class VersionTests
{
    private const string Journey = """
        journey: x
        enter: { on: order.placed, key: event.orderId }
        steps:
          - wait: 45m
            id: quiet
          - send: { template: welcome, purpose: marketing }
        """;

    [Fact]
    public void A_version_is_twelve_digits_of_what_the_file_says()
    {
        var version = Read(Journey).Version;
        Assert.Matches("^[0-9a-f]{12}$", version);
        Assert.Equal(version, Read(Journey).Version);
        Assert.Equal(version, Read("# reviewed\n" + Journey.Replace("wait: 45m", "wait:   45m   # not too soon", StringComparison.Ordinal) + "\n\n").Version);
        Assert.Equal(version, Read(Journey + "\nmigrate: { from: all }\n").Version);
    }

    [Fact]
    public void What_was_published_is_read_also_where_a_comparison_in_it_can_never_hold()
    {
        var journey = Journey.Replace("key: event.orderId", "key: event.orderId, when: 'customer.tier == \"gold\"'", StringComparison.Ordinal);
        using var files = DefinitionFiles.WithJourney(journey);

        var published = DefinitionReader.ReadPublished(JourneyGrains.Definitions.DefinitionFiles.Of(files.Path), out var refused);

        Assert.StartsWith("There is no tier 'gold'.", Assert.Single(refused).Message, StringComparison.Ordinal);
        Assert.Equal(refused.AsEnumerable(), files.Read().Diagnostics);
        Assert.Equal("x", Assert.Single(published.Definitions!.Journeys).Name);

        files.Add("x.journey.yaml", Journey);
        Assert.True(DefinitionReader.ReadPublished(JourneyGrains.Definitions.DefinitionFiles.Of(files.Path), out refused).Succeeded);
        Assert.Empty(refused);

        files.Add("x.journey.yaml", journey.Replace("wait: 45m", "wiat: 45m", StringComparison.Ordinal));
        Assert.Equal(2, DefinitionReader.ReadPublished(JourneyGrains.Definitions.DefinitionFiles.Of(files.Path), out refused).Diagnostics.Length);
        Assert.Empty(refused);
    }

    [Theory]
    [InlineData("45m", "30m")]
    [InlineData("id: quiet", "id: calm")]
    [InlineData("marketing", "service")]
    [InlineData("key: event.orderId", "when: event.total > 20")]
    public void Another_wait_id_purpose_or_entry_is_another_version(string old, string other) =>
        Assert.NotEqual(Read(Journey).Version, Read(Journey.Replace(old, other, StringComparison.Ordinal)).Version);

    [Fact]
    public void Migrations_name_the_version_they_are_from_and_where_its_steps_go()
    {
        var journey = Read(Journey + """

            migrate:
              - { from: 3f1c9a7be012, steps: { "0": quiet, old-nudge: exit } }
              - { from: all }
            """);
        Assert.Equal(["3f1c9a7be012", Migration.All], journey.Migrations.Select(migration => migration.From));
        Assert.Equal([("0", "quiet"), ("old-nudge", "exit")], journey.Migrations[0].Steps.Select(step => (step.Key, step.Value)));
        Assert.Empty(journey.Migrations[1].Steps);
    }

    [Theory]
    [InlineData("migrate: { from: every }", "'from' is a version")]
    [InlineData("migrate: { steps: { a: quiet } }", "'from' is missing")]
    [InlineData("migrate: { from: all, steps: { a: quite } }", "There is no step in this journey 'quite'")]
    [InlineData("migrate: { from: all, steps: [ quiet ] }", "'steps' is a mapping")]
    [InlineData("migrate: { from: all, steps: { a: [] } }", "goes to a step of this journey or to exit")]
    public void A_migration_that_leads_nowhere_is_told(string migration, string message)
    {
        using var files = Tests.DefinitionFiles.WithJourney($"{Journey}\n{migration}\n");
        Assert.Contains(message, files.Problem().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_files_are_the_same_definitions()
    {
        using var folder = Tests.DefinitionFiles.WithJourney(Journey);
        using var copy = new Tests.DefinitionFiles();
        var files = Definitions.DefinitionFiles.Of(folder.Path);
        Definitions.DefinitionFiles.Unpack(files.Pack()).WriteTo(copy.Path);
        Assert.Equal(folder.Load().Definitions!.Digest, copy.Load().Definitions!.Digest);
        Assert.Throws<InvalidDataException>(() => Definitions.DefinitionFiles.Unpack([1, 2, 3]));
    }

    [Fact]
    public void An_edition_has_each_older_version_as_the_newest_edition_before_it_that_has_it()
    {
        var (one, two) = (Set(Journey), Set(Journey.Replace("45m", "30m", StringComparison.Ordinal)));
        var sets = new[] { one, one, two }.Select((set, at) => (set, at)).ToDictionary(pair => pair.at + 1, pair => pair.set);
        var history = new EditionHistory([.. sets.Select(set => Edition.Of(set.Key, set.Value, default))]);
        var version = one.Journeys[0].Version;

        Assert.Equal(2, history.WithVersion("x", version, before: 3)!.Number);
        var published = history.Publish(3, two, sets);
        Assert.Equal((3, version), (published.Edition, Assert.Single(published.PastOf("x")).Version));
        Assert.Empty(history.Publish(2, one, sets).PastOf("x"));
        Assert.Null(new EditionHistory([.. history.Editions.Select(edition => edition with { Kept = false })]).WithVersion("x", version, before: 3));
    }

    [Fact]
    public void Of_too_many_editions_the_oldest_go_on_whose_versions_no_run_is_and_never_the_last()
    {
        var set = Set(Journey);
        var history = new EditionHistory([.. Enumerable.Range(1, 5).Select(number =>
            Edition.Of(number, set, default) with { Journeys = Edition.Of(number, set, default).Journeys.SetItem("x", $"v{number}") })]);

        Assert.Equal([false, true, false, true, true], history.Trim(3, (_, version) => version == "v2").Editions.Select(edition => edition.Kept));
        Assert.Equal([true, true, true, true, true], history.Trim(1, (_, version) => true).Editions.Select(edition => edition.Kept));
        Assert.Equal([false, false, false, false, true], history.Trim(0, (_, _) => false).Editions.Select(edition => edition.Kept));
        Assert.Equal([0, 0, 0, 0, 1], history.Trim(0, (_, _) => false).Editions.Select(edition => edition.Journeys.Count));
    }

    private static Core.DefinitionSet Set(string yaml)
    {
        using var files = Tests.DefinitionFiles.WithJourney(yaml);
        return files.Load().Definitions!;
    }

    private static Journey Read(string yaml) => Assert.Single(Set(yaml).Journeys);
}
