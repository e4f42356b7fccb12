using YamlDotNet.RepresentationModel;

namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>A node of a mapping file that is asked for what it should hold and says where it does not.</summary>
internal sealed class MappingNode(string path, YamlNode node)
{
    public bool IsText => node is YamlScalarNode;

    public bool IsList => node is YamlSequenceNode;

    public MappingException Error(string message) => new(path, node.Start.Line, node.Start.Column, message);

    public string Text() => node is YamlScalarNode { Value: { } text } ? text : throw Error("A text is expected here.");

    public bool Bool() => bool.TryParse(Text(), out var value) ? value : throw Error("true or false is expected here.");

    public IEnumerable<MappingNode> Items() =>
        node is YamlSequenceNode list ? list.Children.Select(item => new MappingNode(path, item)) : throw Error("A list is expected here.");

    public IEnumerable<(string Name, MappingNode Node)> Fields() =>
        Map().Children.Select(field => (new MappingNode(path, field.Key).Text(), new MappingNode(path, field.Value)));

    public MappingNode? Find(string name) =>
        Map().Children.TryGetValue(new YamlScalarNode(name), out var found) ? new(path, found) : null;

    public MappingNode Required(string name) => Find(name) ?? throw Error($"'{name}' is missing here.");

    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in Fields())
        {
            if (!names.Contains(name))
            {
                throw Error($"'{name}' is not known here; known are {string.Join(", ", names.ToArray())}.");
            }
        }
    }

    private YamlMappingNode Map() => node as YamlMappingNode ?? throw Error("Names with values are expected here.");
}
