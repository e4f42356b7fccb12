using JourneyGrains.Core.Values;
using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>Dead letters in the embedded store.</summary>
internal sealed class SqliteDeadLetterStore(WriteLoop writer, ReadPool readers) : IDeadLetterStore
{
    private const string Columns = "number, at, source, code, reason, event_id, customer, body, replayable";

    public Task AddAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation) =>
        letters.Count == 0 ? Task.CompletedTask : writer.RunAsync(new AddLetters(letters), cancellation);

    public async Task<IReadOnlyList<DeadLetter>> ListAsync(long before, int most, CancellationToken cancellation) =>
        await readers.RunAsync(
            session => session.Rows(
                $"SELECT {Columns} FROM dead_letters WHERE number < ? ORDER BY number DESC LIMIT ?",
                query => query.Bind(before == 0 ? long.MaxValue : before).Bind(most),
                Letter),
            cancellation).ConfigureAwait(false);

    public Task<DeadLetter?> FindAsync(long number, CancellationToken cancellation) => readers.RunAsync(
        session => session.Row($"SELECT {Columns} FROM dead_letters WHERE number = ?", query => query.Bind(number), Letter), cancellation);

    public Task RemoveAsync(long number, CancellationToken cancellation) => writer.RunAsync(new RemoveLetter(number), cancellation);

    public Task<long> CountAsync(CancellationToken cancellation) =>
        readers.RunAsync(session => session.Row("SELECT count(*) FROM dead_letters", _ => { }, row => row.Long(0)), cancellation);

    private static DeadLetter Letter(Statement row) => new(
        row.Long(0),
        Moments.FromUnixMicroseconds(row.Long(1)),
        row.Text(2),
        row.Text(3),
        row.Text(4),
        row.Text(5),
        row.Text(6),
        row.Blob(7),
        row.Long(8) != 0);

    private sealed class AddLetters(IReadOnlyList<DeadLetter> letters) : Write<WriteSession, bool>
    {
        public override int Rows => letters.Count;

        protected override bool Run(WriteSession session)
        {
            foreach (var letter in letters)
            {
                session.Letters.Add(letter);
            }

            return true;
        }
    }

    private sealed class RemoveLetter(long number) : Write<WriteSession, bool>
    {
        protected override bool Run(WriteSession session)
        {
            session.Letters.Remove(number);
            return true;
        }
    }
}
