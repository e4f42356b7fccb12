namespace JourneyGrains.Definitions.Tests.Templates;

/// <summary>Bodies begin in line 3 of the file.</summary>
public class TemplateProblemTests
{
    [Theory]
    [InlineData("\n{{#if customer.points}}x", 4, 1, "{{#if}} is not closed", null)]
    [InlineData("{{#if customer.points}}\n{{/each}}", 4, 1, "{{/if}} is needed, for the block of line 3", null)]
    [InlineData("x {{/if}}", 3, 3, "closes nothing", null)]
    [InlineData("{{else}}", 3, 1, "stands in no block", null)]
    [InlineData("a {{customer.firstName", 3, 3, "not closed: }} is missing", null)]
    [InlineData("{{}}", 3, 1, "tag is empty", null)]
    [InlineData("{{{customer.firstName}}}", 3, 1, "Unescaped output is not allowed", null)]
    [InlineData("{{&customer.firstName}}", 3, 1, "Unescaped output is not allowed", null)]
    [InlineData("{{mony event.total}}", 3, 1, "There is no helper 'mony'", "money")]
    [InlineData("{{#fi customer.points}}{{/fi}}", 3, 1, "There is no block 'fi'", "if")]
    [InlineData("{{#if}}{{/if}}", 3, 1, "needs a field", null)]
    [InlineData("{{money}}", 3, 1, "needs what it is to show", null)]
    [InlineData("{{> fot}}", 3, 1, "There is no partial 'fot'", "foot")]
    [InlineData("{{#each event.items}}{{> foot}}{{/each}}", 3, 22, "cannot stand within 'each'", null)]
    [InlineData("{{> foot customer}}", 3, 1, "by its name alone", null)]
    [InlineData("{{#> foot}}{{/foot}}", 3, 1, "Inline and block partials", null, "closes nothing")]
    [InlineData("{{#each event.items}}{{customer.firstName}}{{/each}}", 3, 22, "is a part of the item", "@root.customer.firstName")]
    [InlineData("{{customer.frstName}}", 3, 1, "There is no field 'customer.frstName' where x.journey.yaml sends this template (line 4)", "customer.firstName")]
    [InlineData("\n {{money event.totl}}", 4, 2, "There is no field 'event.totl'", "event.total")]
    [InlineData("{{#with customer}}{{frstName}}{{/with}}", 3, 19, "There is no field 'customer.frstName'", "customer.firstName")]
    [InlineData("{{#if (eq customer.teir 'a')}}{{/if}}", 3, 1, "There is no field 'customer.teir'", "customer.tier")]
    [InlineData("{{brand.nme}}", 3, 1, "There is no field 'brand.nme'", "brand.name")]
    [InlineData("{{firstName}}", 3, 1, "There is no field 'firstName'", null)]
    [InlineData("{{run.discount}}", 3, 1, "There is no field 'run.discount'", null)]
    public void A_wrong_template_is_told(string body, int line, int column, string message, string? suggestion, string? also = null)
    {
        using var files = With($"subject: Hello\n---\n{body}");
        var problems = files.Read().Diagnostics;

        Assert.Contains(message, problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(
            ("templates/welcome.en.hbs", line, column, suggestion),
            (problems[0].File, problems[0].Line, problems[0].Column, problems[0].Suggestion));
        Assert.All(problems.Skip(1), problem => Assert.True(
            problem.Message.StartsWith("This is not Handlebars", StringComparison.Ordinal)
                || (also is not null && problem.Message.Contains(also, StringComparison.Ordinal)),
            problem.ToString()));
    }

    [Theory]
    [InlineData("subject: Hello {{customer.frstName}}\n---\n", 1, 16)]
    [InlineData("---\n  subject:{{customer.firstName}}  {{customer.frstName}} \n---\n", 2, 35)]
    public void A_problem_in_a_subject_is_told_at_its_column_of_the_file(string text, int line, int column)
    {
        using var files = With(text);
        var problem = files.Problem();
        Assert.Equal((line, column, "customer.firstName"), (problem.Line, problem.Column, problem.Suggestion));
    }

    [Theory]
    [InlineData("<p>Hello</p>", "has no subject")]
    [InlineData("---\n---\n<p>Hello</p>", "has no subject")]
    [InlineData("subjet: Hello\n---\n", "There is no header 'subjet'")]
    public void A_mail_needs_a_subject(string text, string message)
    {
        using var files = With(text);
        Assert.Contains(files.Read().Diagnostics, problem => problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("templates/welcome.hbs", "NAME.LANG.hbs")]
    [InlineData("templates/welcome.english.hbs", "NAME.LANG.hbs")]
    [InlineData("templates/partials/foot.english.hbs", "NAME.LANG.hbs")]
    public void A_misnamed_template_is_told(string name, string message)
    {
        using var files = With("subject: Hello\n---\n").Add(name, "subject: Hello\n---\n");
        Assert.Contains(message, files.Problem().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partials_that_include_one_another_in_a_circle_are_told_once()
    {
        using var files = With("subject: Hello\n---\n{{> a}}")
            .Add("templates/partials/a.hbs", "{{> b}}")
            .Add("templates/partials/b.hbs", "\n {{> a}}");

        var problem = files.Problem();

        Assert.Equal("templates/partials/b.hbs:2:2: Partials include one another in a circle: a > b > a.", problem.ToString());
    }

    [Fact]
    public void A_partial_for_html_is_not_taken_for_text()
    {
        using var files = With("subject: Hello\n---\n").Add("templates/welcome.en.txt.hbs", "{{> foot}}");
        Assert.Contains("There is no partial for text (NAME.txt.hbs) 'foot'", files.Problem().Message, StringComparison.Ordinal);
    }

    private static DefinitionFiles With(string template) => DefinitionFiles
        .WithSteps("  - send: { template: welcome, purpose: marketing }")
        .Add("templates/partials/foot.hbs", "Bye")
        .Add("templates/welcome.en.hbs", template);
}
