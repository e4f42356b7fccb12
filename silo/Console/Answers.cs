using System.Text;
using System.Text.Json;
using JourneyGrains.Contracts.Customers;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Customers;

namespace JourneyGrains.Silo.OperatorConsole;

/// <summary>Why a question was not answered.</summary>
internal sealed record Refusal(string Problem);

/// <summary>The system at a glance.</summary>
/// <param name="Totals">By journey or "campaign/wave", then by kind of transcript line.</param>
/// <param name="Tables">The same as a person reads it.</param>
/// <param name="Note">What is said below the tables; null: nothing.</param>
/// <param name="Ended">The runs that the edition in force ended, since it took their journeys away.</param>
/// <param name="Versions">Of the journeys, each with the runs on it.</param>
internal sealed record StatusAnswer(
    long Appended,
    long Consumed,
    long Customers,
    long Due,
    long Outbox,
    long DeadLetters,
    bool FollowsLog,
    DateTimeOffset Time,
    int Partitions,
    SortedDictionary<string, Dictionary<string, long>> Totals,
    IReadOnlyList<TotalTable> Tables,
    string? Note,
    int Edition,
    EndingRuns[] Ended,
    JourneyVersionView[] Versions)
{
    public static StatusAnswer Of(SystemStatus status, DefinitionsView definitions)
    {
        var tables = TotalTable.Of(status with { Gone = definitions.GoneOf(status) }, details: true);
        return new(
            status.Appended, status.Consumed, status.Customers, status.Due, status.Outbox, status.DeadLetters,
            status.FollowsLog, status.Time, status.Partitions, status.ByOrigin(), tables, tables.Any(table => table.HasGone) ? TotalTable.GoneNote : null,
            definitions.Edition, definitions.Ended(), definitions.Versions);
    }
}

/// <summary>A page of dead letters, newest first.</summary>
/// <param name="Next">Pass as 'before' for the next page; 0: there is none.</param>
internal sealed record DeadLettersAnswer(DeadLetterAnswer[] Letters, long Next)
{
    public static DeadLettersAnswer Of(DeadLetterRecord[] letters, int count) => new(
        [.. letters.Select(letter => new DeadLetterAnswer(
            letter.Number, letter.At, letter.Source, letter.Code, letter.Reason, letter.EventId, letter.CustomerId, letter.Replayable))],
        letters.Length == count && letters[^1].Number > 1 ? letters[^1].Number : 0);
}

/// <summary>A dead letter without its body, which may hold addresses.</summary>
internal sealed record DeadLetterAnswer(
    long Number, DateTimeOffset At, string Source, string Code, string Reason, string EventId, string CustomerId, bool Replayable);

/// <summary>A customer: the channels they can be reached by, never the addresses.</summary>
internal sealed record CustomerAnswer(
    string Id,
    bool Forgotten,
    string? Name,
    string? Language,
    string? TimeZone,
    string? PreferredChannel,
    string[] Channels,
    ConsentView[] Consents,
    int Orders,
    decimal Spend,
    long Points,
    string Tier,
    RunView[] Runs,
    MessageView[] Outbox,
    DateTimeOffset? NextDueAt,
    SendingView Sending,
    VoucherView[] Vouchers,
    MembershipView[] Segments)
{
    public static CustomerAnswer Of(CustomerView view) => new(
        view.Id, view.Forgotten, view.Name, view.Language, view.TimeZone, view.PreferredChannel, view.Channels, view.Consents,
        view.Orders, view.Spend, view.Points, view.Tier, view.Runs, view.Outbox, view.NextDueAt, view.Sending, view.Vouchers, view.Segments);
}

/// <summary>A page of a transcript, newest first, each entry as it is stored.</summary>
/// <param name="Came">What came in with each entry, in a person's words.</param>
/// <param name="Next">Pass as 'before' for the next page; 0: there is none.</param>
internal sealed record TranscriptAnswer(JsonElement[] Entries, string[] Came, long Next)
{
    public static TranscriptAnswer Of(TranscriptPage page) => new(
        [.. page.Entries.Select(entry => JsonElement.Parse(entry))],
        [.. page.Entries.Select(entry => CoreJson.ReadEntry(Encoding.UTF8.GetBytes(entry)).Came())],
        page.Next);
}
