using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Segments;
using JourneyGrains.Definitions.Events;
using JourneyGrains.Definitions.Expressions;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions.Segments;

/// <summary>Reads a segment file.</summary>
internal sealed class SegmentReader(FileProblems problems, EventCatalogue events)
{
    private readonly ExpressionReader expressions = new(problems, events);

    /// <summary>The segment, or null where it is too wrong for one; what is wrong is noted.</summary>
    public Segment? Read(Node root)
    {
        var map = MapReader.Of(root, problems, "a segment", "segment", "when", "description");
        if (map is null)
        {
            return null;
        }

        var name = Names.Check(map.RequiredText("segment"), problems);
        var text = map.RequiredText("when");
        var when = expressions.TimedCondition(text, FieldTable.Customer);
        if (when?.Fields.Contains(CustomerFields.Segments) ?? false)
        {
            problems.Add(text!.At, "A segment is not made of segments: write the condition itself. Journeys and campaigns may look for several segments at once.");
        }

        return name is null || when is null ? null : new(name, when, map.Text("description")?.Text ?? "");
    }
}
