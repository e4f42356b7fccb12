using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Simulation.Calls;

/// <summary>
/// The answers of a running system, from the journals of its exported log. A call is known again by its id, which is of customer, journey, run and
/// step: other definitions find the answers of the calls that they share.
/// </summary>
public sealed class RecordedAnswers : ICallAnswers
{
    private readonly Dictionary<string, HandOverOutcome> byId = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The folder is no exported log.</exception>
    public RecordedAnswers(string folder)
    {
        foreach (var life in LogFolder.Read(folder).Lives)
        {
            foreach (var row in life.Journal)
            {
                if (row.Journaled.Input is HandOverInput { Outcome: { Result: not HandOverResult.Retry } outcome } report)
                {
                    byId[report.MessageId] = outcome;
                }
            }
        }
    }

    public HandOverOutcome? To(ClearedMessage call) => byId.GetValueOrDefault(call.Message.Id);
}
