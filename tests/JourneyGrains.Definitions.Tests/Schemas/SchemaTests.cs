namespace JourneyGrains.Definitions.Tests.Schemas;

public class SchemaTests
{
    public static TheoryData<string, string> Samples
    {
        get
        {
            var samples = new TheoryData<string, string>();
            foreach (var folder in new[] { SourceFolder.Samples, SourceFolder.Festival })
            {
                foreach (var path in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
                {
                    samples.Add(folder, Path.GetFileName(path));
                }
            }

            return samples;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_names_its_schema_and_fits_it(string folder, string sample)
    {
        const string Head = "# yaml-language-server: $schema=";
        var text = File.ReadAllText(Path.Combine(folder, sample));
        var named = text.Split('\n')[0];

        Assert.StartsWith(Head, named, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, named[Head.Length..])), named);
        Assert.Equal($"{sample.Split('.')[^2]}.schema.json", Path.GetFileName(named[Head.Length..]));
        Assert.Empty(SchemaCheck.Problems(Path.GetFileName(named[Head.Length..]), YamlJson.Of(text)));
    }

    [Fact]
    public void The_schemas_are_shipped_as_they_stand_in_the_repository()
    {
        Assert.Equal(
            ["brand", "campaign", "events", "journey", "offer", "programme", "segment", "sending"], DefinitionSchemas.FileNames.Select(name => name.Split('.')[0]));
        Assert.All(
            DefinitionSchemas.FileNames,
            name => Assert.Equal(File.ReadAllText(Path.Combine(SourceFolder.Schemas, name)), DefinitionSchemas.Read(name)));
        Assert.Throws<KeyNotFoundException>(() => DefinitionSchemas.Read("other.schema.json"));
    }

    [Theory]
    [InlineData("journey", "journey: X\nenter: { on: a }\nsteps: []")]
    [InlineData("journey", "journey: x\nsteps: []")]
    [InlineData("journey", "journey: x\nenter: { key: a }\nsteps: []")]
    [InlineData("journey", "journey: x\nenter: { by: mail }\nsteps: []")]
    [InlineData("journey", "journey: x\nenter: { by: api, data: { time: text } }\nsteps: []")]
    [InlineData("journey", "journey: x\nenter: { on: a, again: often }\nsteps: []")]
    [InlineData("journey", "journey: x\nenter: { on: a }\ngoal: { on: a, within: soon }\nsteps: []")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ {} ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { wait: 1d, exit: x } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { wait: {} } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { wait: { for: 1d, until: now } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { branch: [ { when: a } ] } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { wait: { until: {} } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { wait: { until: { at: noon } } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { wait: { until: { on: Monday } } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { wait: { until: { between: [\"9:00\"] } } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { wait: { until: { date: a, offset: soon } } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { send: { template: a } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { repeat: { steps: [] } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { repeat: { times: 101, steps: [] } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { set: { customer.orders: 3 } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { call: { method: GET } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { call: { url: 'https://me@a.example' } } ]")]
    [InlineData("journey", "journey: x\nenter: { on: a }\nsteps: [ { call: { url: 'https://a.example', into: { customer.orders: now } } } ]")]
    [InlineData("offer", "offer: x\nkind: percent\nvalue: 10")]
    [InlineData("offer", "offer: x\nkind: gift\nvalue: 10\nvalid: 7d")]
    [InlineData("offer", "offer: x\nkind: percent\nvalue: 0\nvalid: 7d")]
    [InlineData("offer", "offer: x\nkind: percent\nvalue: 5\nvalid: 7d\ncode: \"A-###\"")]
    [InlineData("campaign", "campaign: x\nwaves: [ { wave: a, audience: b, send: { template: t, purpose: p }, rate: 0 } ]")]
    [InlineData("journey", "journey: x\nenter: { schedule: noon }\nsteps: []")]
    [InlineData("journey", "journey: x\nenter: { schedule: { at: '09:00', day: 0 } }\nsteps: []")]
    [InlineData("campaign", "campaign: x\nwaves: [ { wave: a, audience: b } ]")]
    [InlineData("campaign", "campaign: x\nwaves: [ { wave: a, send: { template: t, purpose: p } } ]")]
    [InlineData("programme", "programme: p\npointsPerUnit: -1\ntiers: [ { tier: a, fromSpend: 0 } ]")]
    [InlineData("programme", "programme: p\npointsPerUnit: 1\ntiers: []")]
    [InlineData("segment", "segment: Lapsed\nwhen: true")]
    [InlineData("segment", "segment: lapsed")]
    [InlineData("segment", "segment: lapsed\nwhen: true\njourney: x")]
    [InlineData("sending", "quietHours: { from: a, to: b }")]
    [InlineData("sending", "quietHours: { from: '9:00', to: '8:00', hours: [] }")]
    [InlineData("sending", "caps: { cap: a, most: 1 }")]
    [InlineData("sending", "caps: { cap: a, most: 1, per: day, within: 1d }")]
    [InlineData("sending", "caps: { cap: a, most: 0, per: day }")]
    [InlineData("brand", "colour: red")]
    [InlineData("brand", "channels: [ { name: preferred, address: email } ]")]
    [InlineData("brand", "channels: [ { name: a, address: fax } ]")]
    [InlineData("events", "events: [ { event: a, properties: { time: text } } ]")]
    [InlineData("events", "events: [ { event: a, properties: { x: string } } ]")]
    public void What_is_wrong_does_not_fit(string schema, string yaml) =>
        Assert.NotEmpty(SchemaCheck.Problems($"{schema}.schema.json", YamlJson.Of(yaml)));
}
