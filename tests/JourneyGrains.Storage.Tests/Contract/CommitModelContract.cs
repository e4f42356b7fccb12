using System.Text;
using static JourneyGrains.Storage.Tests.Contract.TemporaryStore;

namespace JourneyGrains.Storage.Tests.Contract;

/// <summary>Random commits, many at once, good, stale and bad. The seed is in the test's name.</summary>
public abstract class CommitModelContract(Func<TemporaryStore> open)
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [SkippableTheory]
    [MemberData(nameof(Seeds))]
    public async Task Each_commit_is_whole_or_not_at_all_whatever_its_neighbours_are(int seed)
    {
        var random = new Random(seed);
        await using var temporary = open();
        var versions = new long[10];
        for (var round = 0; round < 30; round++)
        {
            var commits = Enumerable.Range(0, versions.Length).Select(customer => Random(random, customer, versions[customer])).ToArray();
            var outcomes = await Task.WhenAll(commits.Select(commit => Record.ExceptionAsync(() => temporary.CommitAsync(commit.Commit))));
            Assert.Equal(commits.Select(commit => commit.Good), outcomes.Select(outcome => outcome is null));
            foreach (var customer in Enumerable.Range(0, versions.Length).Where(customer => commits[customer].Good))
            {
                versions[customer]++;
            }
        }

        await using var killed = temporary.OpenAfterKill();
        for (var customer = 0; customer < versions.Length; customer++)
        {
            var stored = await killed.Customers.ReadAsync($"c{customer}", None);
            var transcript = await killed.Customers.TranscriptAsync($"c{customer}", long.MaxValue, 99, None);
            Assert.Equal(versions[customer], stored?.Version ?? 0);
            Assert.Equal(stored is null ? null : $"state {versions[customer]}", stored is null ? null : Encoding.UTF8.GetString(stored.State));
            Assert.Equal(versions[customer], transcript.Count);
        }

        Assert.Equal(versions.Sum(), (await killed.Customers.TotalsAsync(None)).GetValueOrDefault("journey/sent"));
    }

    private static (CustomerCommit Commit, bool Good) Random(Random random, int customer, long version)
    {
        var commit = Turn($"c{customer}", version, customer % Partitions, $"state {version + 1}");
        return random.Next(6) switch
        {
            0 => (Turn($"c{customer}", version + 1), false),
            1 => (commit with { Transcript = [commit.Transcript[0], commit.Transcript[0]] }, false),
            2 when version > 0 => (Turn($"c{customer}", version - 1), false),
            _ => (commit, true),
        };
    }
}
