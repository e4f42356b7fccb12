using JourneyGrains.Core.Values;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Writes dead letters.</summary>
internal sealed class DeadLetterStatements(Connection connection)
{
    private readonly Statement add = connection.Prepare(
        "INSERT INTO dead_letters(at, source, code, reason, event_id, customer, replayable, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");

    private readonly Statement remove = connection.Prepare("DELETE FROM dead_letters WHERE number = ?");
    private readonly Statement erase = connection.Prepare("DELETE FROM dead_letters WHERE customer = ?");

    /// <summary>Adds one; a body above the limit is cut, and the letter is then for reading only.</summary>
    public void Add(DeadLetter letter)
    {
        var whole = letter.Body.Length <= DeadLetter.BodyBytesMax;
        add.Bind(Moments.ToUnixMicroseconds(letter.At)).Bind(letter.Source).Bind(letter.Code).Bind(letter.Reason).Bind(letter.EventId)
            .Bind(letter.CustomerId).Bind(letter.Replayable && whole ? 1 : 0)
            .Bind(letter.Body.AsSpan(0, Math.Min(letter.Body.Length, DeadLetter.BodyBytesMax))).Run();
    }

    public void Remove(long number) => remove.Bind(number).Run();

    public void Erase(string customerId) => erase.Bind(customerId).Run();
}
