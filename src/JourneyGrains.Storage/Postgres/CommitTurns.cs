using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Postgres;

/// <summary>One customer's turns. An erasure comes with the log's offsets of the customer's events up to <paramref name="scanned"/>.</summary>
internal sealed class CommitTurns(CustomerCommit commit, long[]? offsets = null, long scanned = -1) : Write<CustomerTransaction, bool>
{
    public CustomerCommit Commit => commit;

    public long[] Offsets => offsets ?? [];

    public long Scanned => scanned;

    public override string Key => commit.CustomerId;

    public override int Rows => 1 + commit.Transcript.Length + commit.Journal.Length + commit.DeadLetters.Length + Offsets.Length;

    protected override bool Run(CustomerTransaction session)
    {
        session.Add(this);
        return true;
    }
}
