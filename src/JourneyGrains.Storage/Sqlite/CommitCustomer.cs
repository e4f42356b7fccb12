using JourneyGrains.Core.Values;
using JourneyGrains.Storage.GroupCommit;

namespace JourneyGrains.Storage.Sqlite;

/// <summary>One customer's turns. An erasure comes with the log's places of the customer's events up to <paramref name="scanned"/>.</summary>
internal sealed class CommitCustomer(CustomerCommit commit, DueFloors dues, IReadOnlyList<long>? places = null, long scanned = -1)
    : Write<WriteSession, bool>
{
    public override int Rows => 2 + commit.Transcript.Length + commit.Journal.Length + commit.DeadLetters.Length + (places?.Count ?? 0);

    protected override void Complete()
    {
        if (commit.DueAt is { } due)
        {
            dues.Lower(commit.Partition, Moments.ToUnixMicroseconds(due));
        }

        base.Complete();
    }

    protected override bool Run(WriteSession session)
    {
        var customer = session.Customers.Put(commit);
        if (commit.Erase)
        {
            session.Customers.Erase(customer);
            session.Letters.Erase(commit.CustomerId);
            session.Log.Erase(commit.Partition, commit.CustomerId, places ?? [], scanned);
        }

        session.Customers.Append(customer, commit);
        foreach (var letter in commit.DeadLetters)
        {
            session.Letters.Add(letter);
        }

        session.Customers.Count(commit);
        return true;
    }
}
