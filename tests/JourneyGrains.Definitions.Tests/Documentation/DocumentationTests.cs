using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Loyalty;
using JourneyGrains.Core.Values;
using JourneyGrains.Definitions.Tests.Schemas;

namespace JourneyGrains.Definitions.Tests.Documentation;

/// <summary>Every example of the reference is loaded or evaluated: files by their names, steps in a journey, expressions on one customer.</summary>
public class DocumentationTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 11, 20, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<FencedBlock> Blocks = FencedBlock.Of("journey-language.md", "templates.md", "governance.md");

    [Fact]
    public void Every_example_is_of_a_kind_that_is_tested() =>
        Assert.All(Blocks, block => Assert.True(IsTested(block), $"{block.Place}: ```{block.Language} {block.Name}"));

    [Fact]
    public void The_files_of_the_reference_load_together()
    {
        using var files = Files("journey-language.md");
        using var governed = Files("governance.md");
        var definitions = files.Load().Definitions!;

        Assert.Equal(["cart-recovery", "win-back"], definitions.Journeys.Select(journey => journey.Name));
        Assert.Equal(["flash-sale", "win-back"], definitions.Campaigns.Select(campaign => campaign.Name));
        Assert.Equal(["evening", "lapsed", "quiet"], definitions.Segments.Select(segment => segment.Name));
        Assert.Equal(3, definitions.Programme!.Tiers.Length);
        Assert.NotEmpty(governed.Load().Definitions!.Brand.Sending.Caps);
    }

    [Fact]
    public void Every_example_of_steps_loads_in_a_journey()
    {
        var examples = Blocks.Where(block => block.Name == "steps").ToList();

        Assert.True(examples.Count >= 8);
        foreach (var example in examples)
        {
            var steps = string.Join('\n', example.Text.Split('\n').Select(line => $"  {line}"));
            LoadsAlone(example, $"journey: example\nenter: {{ on: order.placed, key: event.orderId }}\nsteps:\n{steps}");
        }
    }

    [Fact]
    public void Every_example_of_an_entry_loads_in_a_journey()
    {
        var examples = Blocks.Where(block => block.Name == "enter").ToList();

        Assert.True(examples.Count >= 6);
        Assert.All(examples, example => LoadsAlone(example, $"journey: example\n{example.Text}\nsteps: []"));
    }

    [Fact]
    public void Every_example_of_a_file_loads_in_place_of_the_first_of_its_name()
    {
        foreach (var example in Blocks.Where(block => block.Name.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            using var files = Files(example.Document).Add(example.Name, example.Text);
            Assert.True(files.Read().Succeeded, $"{example.Place}: {string.Join('\n', files.Read().Diagnostics)}");
        }
    }

    [Fact]
    public void Every_example_of_rules_of_sending_loads()
    {
        var brand = Blocks.First(block => block.Document == "governance.md" && block.Name == "brand.yaml");
        var examples = Blocks.Where(block => block.Name == "sending.yaml").ToList();

        Assert.True(examples.Count >= 3);
        foreach (var example in examples)
        {
            using var files = new DefinitionFiles().Add("brand.yaml", brand.Text).Add("sending.yaml", example.Text);
            var loaded = files.Read();
            Assert.True(loaded.Succeeded, $"{example.Place}: {string.Join('\n', loaded.Diagnostics)}");
        }
    }

    [Fact]
    public void Every_file_of_the_reference_fits_its_schema() => Assert.All(
        Blocks.Where(block => block.Name.EndsWith(".yaml", StringComparison.Ordinal)),
        block => Assert.Empty(SchemaCheck.Problems($"{block.Name.Split('.')[^2]}.schema.json", YamlJson.Of(block.Text))));

    [Fact]
    public void Every_expression_gives_what_the_reference_says()
    {
        var lines = Blocks.Where(block => block.Language == "cel").SelectMany(
            block => block.Text.Split('\n').Where(line => line.Length > 0).Select(line => (block.Place, line))).ToList();

        Assert.True(lines.Count >= 30);
        foreach (var (place, line) in lines)
        {
            var parts = line.Split("//", 2);
            var (expression, error) = ExpressionCompiler.Compile(parts[0].TrimEnd(), Fields());
            Assert.True(expression is not null, $"{place}: {line}: {error?.Message}");
            Assert.Equal((line, parts[1].Trim()), (line, expression.Evaluate(Ada()).ToString()));
        }
    }

    [Fact]
    public void The_reference_lists_every_event_type_with_its_properties()
    {
        var text = File.ReadAllText(Path.Combine(SourceFolder.Docs, "journey-language.md"));

        Assert.All(EventTypes.WellKnown, type => Assert.Contains(
            $"| `{type.Name}` | {string.Join(", ", type.Properties.Select(property => property.Name + (property.Required ? "*" : "")))} |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_reference_lists_every_field_of_a_customer_and_every_kept_property()
    {
        var text = File.ReadAllText(Path.Combine(SourceFolder.Docs, "journey-language.md"));

        Assert.All(
            CustomerFields.All.Where(field => field != CustomerFields.Attributes),
            field => Assert.Contains($"`{field.Path}`", text, StringComparison.Ordinal));
        Assert.All(
            EventTypes.Subjects,
            subject => Assert.Contains(subject, text[text.IndexOf("recent events keep", StringComparison.Ordinal)..], StringComparison.Ordinal));
    }

    private static void LoadsAlone(FencedBlock example, string journey)
    {
        using var files = Files(example.Document).Add("example.journey.yaml", journey);
        var loaded = files.Read();
        Assert.True(loaded.Succeeded, $"{example.Place}: {string.Join('\n', loaded.Diagnostics)}");
        Assert.Empty(SchemaCheck.Problems("journey.schema.json", YamlJson.Of(journey)));
    }

    private static bool IsTested(FencedBlock block) => block.Language switch
    {
        "yaml" => block.Name is "steps" or "enter" || block.Name.EndsWith(".yaml", StringComparison.Ordinal),
        "cel" => true,
        "handlebars" => block.Name.Length > 0,
        _ => false,
    };

    /// <summary>
    /// All files of the reference of the language, with those of one document in their place, the first of each name, and a template for each
    /// name that they send and do not show.
    /// </summary>
    private static DefinitionFiles Files(string document)
    {
        var files = new DefinitionFiles();
        var all = Blocks.Where(block => block.Name.Contains('.', StringComparison.Ordinal)).ToList();
        foreach (var block in all.Where(block => block.Document != "governance.md").Concat(all.Where(block => block.Document == document).DistinctBy(block => block.Name)))
        {
            files.Add(block.Name, block.Text);
        }

        foreach (var name in new[] { "cart-first", "cart-reminder", "flash", "last-call", "newsletter", "receipt", "win-back" })
        {
            files.Add($"templates/{name}.en.hbs", "subject: Hello\n---\n<p>Hello</p>\n");
        }

        return files;
    }

    private static FieldTable Fields() => FieldTable.Customer
        .WithEvent("event", [EventTypes.Find(EventTypes.OrderPlaced)!], open: false)
        .WithRun([KeyValuePair.Create("discount", ValueKind.Number)]);

    private static Scope Ada()
    {
        var order = new CustomerEvent("e-9", "c-1", EventTypes.OrderPlaced, Now, Map(
            ("orderId", Value.Of("o-17")), ("total", Value.Of(49.90m)), ("promisedAt", Value.Of(Now.AddDays(3))),
            ("items", Value.Of([Map(("productId", Value.Of("p-1"))), Map(("productId", Value.Of("p-2")))]))));
        var state = CustomerState.New("c-1") with
        {
            Profile = Profile.Empty with
            {
                FirstName = "Ada",
                Addresses = Profile.Empty.Addresses.Add("email", "Ada@Example.org"),
                Attributes = Map(("size", Value.Of("M"))).AsMap(),
            },
            Purchases = Purchases.None with { Orders = 2, LastOrderAt = Now.AddDays(-2) },
            Loyalty = LoyaltyAccount.Empty with { Tier = "gold" },
            Recent = RecentBehaviour.Empty
                .Add(
                    Viewed("e-1", "p-1", Now.AddHours(-30))).Add(Viewed("e-2", "p-1", Now.AddHours(-2))).Add(Viewed("e-3", "p-2", Now.AddHours(-1))),
        };
        return new(state, Now, order, new Run { Id = "r", Journey = "example", Key = "o-17", StartedAt = Now, Event = order });
    }

    private static CustomerEvent Viewed(string id, string product, DateTimeOffset at) =>
        new(id, "c-1", EventTypes.ProductViewed, at, Map(("productId", Value.Of(product))));

    private static Value Map(params (string Name, Value Value)[] fields) =>
        Value.Of(
            ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
