using JourneyGrains.Core.Customers;
using JourneyGrains.Definitions;
using JourneyGrains.Definitions.Editions;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.StateDiffs;
using JourneyGrains.Simulation.Tests.Commands;

namespace JourneyGrains.Simulation.Tests.StateDiffs;

/// <summary>Tests that compare the sample journeys with changed ones for some customers.</summary>
public abstract class StateDiffing : ProgramTests
{
    private protected const string Cart = "cart-recovery.journey.yaml";

    /// <summary>One customer whose reminder is due at minute 55, at minute 20.</summary>
    private protected static CustomerState[] Waiting() => States(new Day().Reachable().Cart(10).Events, until: 20);

    private protected static CustomerState[] States(IEnumerable<RecordedEvent> events, int until, LoadedDefinitions? definitions = null) =>
    [
        .. Simulator.Run(
            (definitions ?? Samples.Journeys).Definitions!, Samples.Journeys.Templates, events.Where(one => one.Arrival < Day.At(until)), new() { Until = Day.At(until) })
            .Customers.Select(customer => customer.State),
    ];

    private protected static (StateDiffFindings Found, List<Difference> Differences) Run(
        LoadedDefinitions after, IEnumerable<CustomerState> states, int until = 20_000, int threads = 2) =>
        Run(Samples.Journeys, after, states, until, threads);

    private protected static (StateDiffFindings Found, List<Difference> Differences) Run(
        LoadedDefinitions before, LoadedDefinitions after, IEnumerable<CustomerState> states, int until = 20_000, int threads = 2)
    {
        var differences = new List<Difference>();
        var sides = DiffSides.Of(EditionHistory.None, new Dictionary<int, LoadedDefinitions>(), before, after);
        return (StateDiff.Run(sides, states, new(Day.At(20), Day.At(until)) { Threads = threads }, differences.Add), differences);
    }

    private protected LoadedDefinitions Changed(params (string File, string Text, string By)[] changes) => Samples.Load(ChangedFolder(changes));

    /// <summary>The sample journeys with some texts of some files replaced.</summary>
    private protected string ChangedFolder(params (string File, string Text, string By)[] changes)
    {
        var target = folder.Path + "/after";
        Samples.CopyTo(target, (name, content) => changes.Where(change => change.File == name).Aggregate(content, Replaced));
        return target;

        static string Replaced(string content, (string File, string Text, string By) change)
        {
            Assert.Contains(change.Text, content, StringComparison.Ordinal);
            var at = content.IndexOf(change.Text, StringComparison.Ordinal);
            return content[..at] + change.By + content[(at + change.Text.Length)..];
        }
    }
}
