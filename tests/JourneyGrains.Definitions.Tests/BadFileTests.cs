namespace JourneyGrains.Definitions.Tests;

/// <summary>A file that is bad as a file is a problem of its own and harms none beside it.</summary>
public class BadFileTests
{
    private const string Good = "journey: x\nenter: { on: order.placed }\nsteps: []\n";

    [Fact]
    public void A_file_beyond_the_size_is_refused()
    {
        using var files = DefinitionFiles.WithJourney(Good).Add("y.journey.yaml", new byte[(256 * 1024) + 1]);
        Assert.Contains("262144 are allowed", files.Problem().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_refused()
    {
        using var files = DefinitionFiles.WithJourney(Good).Add("y.journey.yaml", [0x6a, 0xff, 0xfe]);
        Assert.Equal("y.journey.yaml:1:1: The file is not UTF-8 text. Save it in that encoding.", files.Problem().ToString());
    }

    [Theory]
    [InlineData("brands.yaml", "brand.yaml")]
    [InlineData("event.yaml", "events.yaml")]
    [InlineData("welcome.yaml", null)]
    [InlineData("welcome.journey.yml", null)]
    public void A_misnamed_file_is_told_of_rather_than_left_out(string name, string? suggestion)
    {
        using var files = DefinitionFiles.WithJourney(Good).Add(name, "a: b");
        var problem = files.Problem();
        Assert.Contains("would not be read", problem.Message, StringComparison.Ordinal);
        Assert.Equal(suggestion, problem.Suggestion);
    }

    [Fact]
    public void A_file_of_another_kind_is_left_alone()
    {
        using var files = DefinitionFiles.WithJourney(Good).Add("README.md", "# Ours");
        Assert.Empty(files.Read().Diagnostics);
    }

    [Fact]
    public void An_alias_stands_for_what_its_anchor_holds()
    {
        using var files = DefinitionFiles.WithSteps("""
              - send: &mail { template: welcome, channel: preferred, purpose: marketing }
              - wait: 3d
              - send: *mail
            """);
        Assert.Equal(3, files.Load().Definitions!.Journeys[0].Steps.Length);
    }

    [Fact]
    public void An_alias_of_what_it_stands_in_is_a_cycle()
    {
        var problem = JourneyTests.ProblemOfSteps("  - branch: &loop\n      - when: true\n        steps: [ { branch: *loop } ]");
        Assert.Contains("the alias *loop stands within what it refers to: a cycle", problem.Message, StringComparison.Ordinal);
        Assert.Equal((6, 28), (problem.Line, problem.Column));
    }

    [Fact]
    public void An_alias_without_an_anchor_is_a_problem() =>
        Assert.Contains("no anchor before it", JourneyTests.ProblemOfSteps("  - wait: *nothing").Message, StringComparison.Ordinal);

    [Fact]
    public void Aliases_of_aliases_cannot_blow_up()
    {
        var bomb = "  - &a0 { wait: 1d }\n" + string.Concat(Enumerable.Range(1, 9).Select(level =>
            $"  - &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));
        Assert.Contains("comes to more than 50000", JourneyTests.ProblemOfSteps(bomb).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        using var files = DefinitionFiles.WithJourney(new string('[', 100_000));
        Assert.Contains("nested deeper than 100", files.Problem().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journey: x\nenter: { on: order.placed }\nsteps:\n  - wait: 5m\n\t- wait: 6m\n", 5, 1)]
    [InlineData("journey: x\nenter:\n\ton: order.placed\nsteps: []\n", 3, 1)]
    [InlineData("journey: x\nenter: { on: order.placed }\nsteps:\n  - branch:\n    \t- when: true\n    \t  steps: []\n", 5, 5)]
    public void A_tab_is_told_where_it_stands(string text, int line, int column)
    {
        using var files = DefinitionFiles.WithJourney(text);
        var problem = files.Problem();
        Assert.Contains("here stands a tab, and only spaces may indent a line", problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("journey: x\nenter:\n  on: order.placed\n  when: event.name == \"x: y\"\nsteps: []\n", 4, 25)]
    [InlineData("journey: x\nenter: { on: order.placed, when: event.name == \"x: y\" }\nsteps: []\n", 2, 50)]
    [InlineData("journey: x\nenter: on: order.placed\nsteps: []\n", 2, 10)]
    public void A_colon_in_a_text_without_quotes_is_told_with_what_to_write(string text, int line, int column)
    {
        using var files = DefinitionFiles.WithJourney(text);
        var problem = files.Problem();
        Assert.Contains("Put quotes around the whole text, like when: ", problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("journey: x\nenter: {on: order.placed\nsteps: []", 2, 8, "the '{' that opens here is not closed. Put a '}'")]
    [InlineData("journey: x\nenter: {on: order.placed\nsteps: []\n", 2, 8, "the '{' that opens here is not closed. Put a '}'")]
    [InlineData("journey: x\nenter: { on: order.placed }\nsteps: [ exit\nexit: []", 3, 8, "the '[' that opens here is not closed. Put a ']'")]
    public void A_bracket_that_is_not_closed_is_told_where_it_opens(string text, int line, int column, string message)
    {
        using var files = DefinitionFiles.WithJourney(text);
        var problem = files.Problem();
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(("x.journey.yaml", line, column), (problem.File, problem.Line, problem.Column));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_of_its_own() =>
        Assert.Throws<DirectoryNotFoundException>(() => DefinitionReader.Read(Path.Combine(Path.GetTempPath(), "journeygrains-none")));

    [Fact]
    public void An_empty_folder_defines_nothing()
    {
        using var files = new DefinitionFiles().Add("README.md", "");
        Assert.Empty(files.Load().Definitions!.Journeys);
    }

    [Fact]
    public void The_digest_changes_with_any_file_and_with_nothing_else()
    {
        using var first = DefinitionFiles.WithJourney(Good);
        using var second = DefinitionFiles.WithJourney(Good);
        var digest = first.Load().Definitions!.Digest;

        Assert.Matches("^[0-9a-f]{64}$", digest);
        Assert.Equal(digest, second.Load().Definitions!.Digest);
        Assert.Equal(digest, second.Add("README.md", "notes").Load().Definitions!.Digest);
        Assert.NotEqual(digest, second.Add("templates/welcome.en.hbs", "subject: Hello!\n---\n").Load().Definitions!.Digest);
    }
}
