using JourneyGrains.Core.Values;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>Dead letters as rows.</summary>
internal static class DeadLetterRows
{
    public const string Columns = "number, at, source, code, reason, event_id, customer, body, replayable";

    private const string Values = "INSERT INTO dead_letters(at, source, code, reason, event_id, customer, replayable, body) "
        + "SELECT u.at, u.source, u.code, u.reason, u.event_id, u.customer, u.replayable, u.body FROM "
        + "unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::bytea[]) "
        + "AS u(at, source, code, reason, event_id, customer, replayable, body)";

    /// <summary>Adds letters; a body above the limit is cut, and the letter is then for reading only.</summary>
    public static void Add(NpgsqlBatch batch, DeadLetter[] letters)
    {
        if (letters.Length > 0)
        {
            batch.Add(
                Values,
                Array.ConvertAll(letters, letter => Moments.ToUnixMicroseconds(letter.At)),
                Array.ConvertAll(letters, letter => Texts.Mend(letter.Source)),
                Array.ConvertAll(letters, letter => Texts.Mend(letter.Code)),
                Array.ConvertAll(letters, letter => Texts.Mend(letter.Reason)),
                Array.ConvertAll(letters, letter => Texts.Mend(letter.EventId)),
                Array.ConvertAll(letters, letter => Texts.Mend(letter.CustomerId)),
                Array.ConvertAll(letters, letter => letter.Replayable && letter.Body.Length <= DeadLetter.BodyBytesMax),
                Array.ConvertAll(letters, letter => letter.Body.Length <= DeadLetter.BodyBytesMax ? letter.Body : letter.Body[..DeadLetter.BodyBytesMax]));
        }
    }

    public static DeadLetter Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        Moments.FromUnixMicroseconds(row.GetInt64(1)),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        row.Bytes(7),
        row.GetBoolean(8));
}
