using JourneyGrains.Simulation.Findings;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Streaming;

namespace JourneyGrains.Simulation.Output;

/// <summary>A simulation with what went into it: what the program tells.</summary>
/// <param name="Refused">In order of their lines; of very many, the first of each shard.</param>
internal sealed record Report(RunFindings Findings, IReadOnlyList<RefusedEvent> Refused, IReadOnlyList<BadLine> Bad)
{
    /// <summary>The report of an outcome that is in memory; its lines go to the files.</summary>
    public static Report Of(SimulationResult result, long events, ReportFiles files)
    {
        var findings = new FindingsSink();
        var sink = new SinkGroup(findings, new FileSink(0, files));
        foreach (var customer in result.Customers)
        {
            customer.Entries.ToList().ForEach(entry => sink.Turned(customer.Id, entry));
            customer.Messages.ToList().ForEach(sink.HandedOver);
        }

        result.Refused.ToList().ForEach(sink.Refused);
        return new(RunFindings.Of(events, new(result.Digest, result.Customers.Length, result.Totals) { Results = result.Results }, [findings]), result.Refused, []);
    }
}
