using JourneyGrains.Client.Tests.Fakes;
using JourneyGrains.CommandLine;
using JourneyGrains.Contracts.Operations;

namespace JourneyGrains.Client.Tests.CommandLine;

public sealed class OperationsTests(FakeCluster cluster) : CommandLineTest(cluster)
{
    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task The_status_tells_totals_by_journey_and_by_wave()
    {
        var ended = await Run("status");

        Assert.Equal((ExitCodes.Ok, ""), (ended.Code, ended.Error));
        Assert.Matches(@"journey\s+entered\s+decided\s*\n", ended.Out);
        Assert.Matches(@"cart-recovery\s+1,200\s+3\s*\n", ended.Out);
        Assert.Matches(@"flash-sale/last-call\s+-\s+5\s*\n", ended.Out);
        Assert.Matches(@"journey\s+offers issued\s+offers redeemed\s+calls\s+calls failed\s*\n", ended.Out);
        Assert.Matches(@"cart-recovery\s+40\s+12\s+-\s+-\s*\n", ended.Out);
        Assert.Matches(@"score\s+-\s+-\s+1,500\s+6\s*\n", ended.Out);
        Assert.Matches(@"segment\s+entered\s+left\s*\n", ended.Out);
        Assert.Matches(@"\nlapsed\s+321\s+20\s*\n", ended.Out);
        Assert.DoesNotContain("customer ", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_marks_totals_of_what_is_no_longer_among_the_definitions()
    {
        var whole = await Run("status");
        Cluster.Definitions = new("d", ["cart-recovery"], [], []);
        var ended = await Run("status");
        var status = Assert.Single((await Run("status", "--json")).Json);

        Assert.DoesNotContain("(gone)", whole.Out, StringComparison.Ordinal);
        Assert.Matches(@"cart-recovery\s+1,200\s+3\s*\n", ended.Out);
        Assert.Matches(@"flash-sale/last-call \(gone\)\s+-\s+5\s*\n", ended.Out);
        Assert.Matches(@"\nlapsed \(gone\)\s+321\s+20\s*\n", ended.Out);
        Assert.EndsWith("\n(gone): no longer among the definitions; what was counted of it stays.\n", ended.Out, StringComparison.Ordinal);
        Assert.Equal(
            ["flash-sale/last-call", "score", "segment/lapsed"], status.GetProperty("gone").EnumerateArray().Select(gone => gone.GetString()));
    }

    [Fact]
    public async Task For_programs_the_status_is_one_object()
    {
        var status = Assert.Single((await Run("status", "--json")).Json);

        Assert.Equal((4, 3), (status.GetProperty("partitions").GetInt32(), status.GetProperty("totals").GetProperty("cart-recovery/Sent").GetInt32()));
        Assert.Equal(7, status.GetProperty("totals").GetProperty("cart-recovery/Step").GetInt32());
    }

    [Fact]
    public async Task The_status_names_the_silos_and_says_when_they_work_by_different_definitions()
    {
        var alike = await Run("status");
        Cluster.Silos = [new("10.0.0.7:11111", "0123456789abcdef"), new("10.0.0.8:11111", "ffff"), new("10.0.0.9:11111", null)];
        var different = await Run("status");

        Assert.Matches(@"silos +10\.0\.0\.7:11111, definitions 0123456789ab\s", alike.Out);
        Assert.Equal("", alike.Error);
        Assert.Contains("10.0.0.9:11111, does not answer", different.Out, StringComparison.Ordinal);
        Assert.Contains("different definitions", different.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_versions_of_journeys_are_listed_with_their_runs()
    {
        Cluster.Definitions = new("0123456789abcdef", ["cart"], [], [])
        {
            Edition = 2,
            Versions = [new("cart", "3f1c9a7be012", 2, true, 1_200), new("cart", "aaaaaaaaaaaa", 1, false, 7)],
            Editions = [new(1, "ffff", DateTimeOffset.UnixEpoch, true), new(2, "0123456789abcdef", DateTimeOffset.UnixEpoch, true)],
        };

        var listed = await Run("definitions", "list");
        Assert.Equal((ExitCodes.Ok, ""), (listed.Code, listed.Error));
        Assert.Matches(@"cart\s+3f1c9a7be012\s+2\s+1,200\s+in force", listed.Out);
        Assert.Matches(@"cart\s+aaaaaaaaaaaa\s+1\s+7\s+older", listed.Out);
        Assert.Matches(@"2\s+0123456789ab\s+1970-01-01 00:00:00\s+in force", listed.Out);
        Assert.Contains("cart: 7 runs on the older version aaaaaaaaaaaa", (await Run("status")).Out, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single((await Run("definitions", "list", "--json")).Json).GetProperty("edition").GetInt32());
    }

    [Fact]
    public async Task A_reload_that_reached_every_silo_ends_with_0()
    {
        Cluster.Reload = new(true, [new("10.0.0.7:11111", "0123456789abcdef", true, []), new("10.0.0.8:11111", "0123456789abcdef", true, [])]);

        var ended = await Run("definitions", "reload");

        Assert.Equal((ExitCodes.Ok, ""), (ended.Code, ended.Error));
        Assert.Equal(["10.0.0.7:11111: version 0123456789ab in force", "10.0.0.8:11111: version 0123456789ab in force"], Lines(ended.Out));
    }

    [Fact]
    public async Task A_reload_that_one_silo_could_not_follow_changes_nothing_and_ends_with_1()
    {
        Cluster.Reload = new(false, [new("10.0.0.7:11111", "0123", false, []), new("10.0.0.8:11111", null, false, ["a.journey.yaml:3:1: wrong"])]);

        var ended = await Run("definitions", "reload");

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.Equal(["10.0.0.7:11111: version 0123 not in force", "10.0.0.8:11111: nothing read"], Lines(ended.Out));
        Assert.Equal(["  a.journey.yaml:3:1: wrong", "Nothing was changed: what was in force stays."], Lines(ended.Error));
    }

    [Fact]
    public async Task A_reload_tells_the_folders_that_were_read_and_what_they_change()
    {
        SiloReload silo = new("10.0.0.7:11111", "0123456789abcdef", true, []) { Folder = "/srv/journeys" };
        Cluster.Reload = new(true, [silo]) { Changes = new(true, ["b.journey.yaml"], ["brand.yaml"], ["a.segment.yaml", "c.offer.yaml"], []) };

        var changed = await Run("definitions", "reload");
        Cluster.Reload = new(true, [silo]) { Changes = new(false, [], [], [], []) };
        var same = await Run("definitions", "reload");

        Assert.Equal(
            ["10.0.0.7:11111: version 0123456789ab in force, read from /srv/journeys", "new: b.journey.yaml", "changed: brand.yaml", "gone: a.segment.yaml, c.offer.yaml"],
            Lines(changed.Out));
        Assert.Equal("The files say what was in force already: nothing is new by them.", Lines(same.Out)[1]);
    }

    [Fact]
    public async Task A_reload_that_would_end_runs_is_refused_unless_it_is_asked_for()
    {
        Cluster.Reload = new(false, [new("10.0.0.7:11111", "0123", false, [])])
        {
            Changes = new(true, [], [], ["cart.journey.yaml"], [new("cart", 30)]),
            Refusal = "30 runs would end, of journeys that the files no longer have: cart (30).",
        };

        var refused = await Run("definitions", "reload");
        var asked = await Run("definitions", "reload", "--end-runs");

        Assert.Equal((ExitCodes.Refused, ExitCodes.Ok), (refused.Code, asked.Code));
        Assert.Equal(
            [
                "30 runs would end, of journeys that the files no longer have: cart (30). Give the silos the whole folder, or end these runs: definitions reload --end-runs",
                "Which customers would notice: journeys diff NEW --state live --out FOLDER",
                "Nothing was changed: what was in force stays.",
            ],
            Lines(refused.Error));
        Assert.Equal(
            "30 runs end, of journeys that the files no longer have: cart (30). Before a reload, this says which customers would notice: "
                + "journeys diff NEW --state live --out FOLDER",
            Lines(asked.Out)[^1]);
        Assert.DoesNotContain("runs end", refused.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runs_that_the_edition_in_force_ended_are_told_by_the_status_and_the_list()
    {
        EditionView first = new(1, "0123456789abcdef", DateTimeOffset.UnixEpoch, true);
        var second = first with { Number = 2, Ended = [new("cart", 1_030), new("welcome", 2)] };
        Cluster.Definitions = Cluster.Definitions with { Edition = 2, Editions = [first, second] };

        Assert.Contains("ended runs of journeys that it no longer has: cart (1,030), welcome (2)", (await Run("status")).Out, StringComparison.Ordinal);
        var list = await Run("definitions", "list");
        Assert.Matches(@"2\s+0123456789ab\s+1970-01-01 00:00:00\s+cart \(1,030\), welcome \(2\)\s+in force", list.Out);
        Assert.Matches(@"1\s+0123456789ab\s+1970-01-01 00:00:00\s+-\s*\n", list.Out);

        Cluster.Definitions = Cluster.Definitions with { Edition = 3, Editions = [first, second, first with { Number = 3 }] };
        Assert.DoesNotContain("ended runs", (await Run("status")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_of_another_cluster_is_told_as_that_and_ends_with_3()
    {
        var ended = await Run("status", "--cluster-id", "another");
        for (var again = 0; again < 5 && ended.Error.StartsWith("No silo ", StringComparison.Ordinal); again++)
        {
            // The silo says its name and hangs up; on a busy machine the line may be dead before that was read.
            ended = await Run("status", "--cluster-id", "another");
        }

        Assert.Equal(ExitCodes.NoCluster, ended.Code);
        Assert.Equal($"The silo at {Cluster.Gateway} is not of the cluster 'another'. Name its cluster with --cluster-id.", ended.Error.TrimEnd());
    }

    [Fact]
    public async Task The_digest_is_printed_alone() => Assert.Equal("d1ce57", (await Run("digest")).Out.TrimEnd());

    [Fact]
    public async Task Dead_letters_are_listed_newest_first_with_a_way_back()
    {
        Refuse(3);

        var ended = await Run("deadletters", "list", "--count", "2");

        Assert.Equal(ExitCodes.Ok, ended.Code);
        Assert.Contains("[not] markup", ended.Out, StringComparison.Ordinal);
        Assert.True(ended.Out.IndexOf("e-3", StringComparison.Ordinal) < ended.Out.IndexOf("e-2", StringComparison.Ordinal));
        Assert.DoesNotContain("e-1", ended.Out, StringComparison.Ordinal);
        Assert.Contains("--before 2", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_programs_each_dead_letter_is_a_line_with_its_body()
    {
        Refuse(2);

        var letters = (await Run("deadletters", "list", "--json", "--before", "2")).Json;

        Assert.Equal(("e-1", "{}"), (Assert.Single(letters).GetProperty("eventId").GetString(), letters[0].GetProperty("body").GetString()));
    }

    [Fact]
    public async Task Dead_letters_are_replayed_by_number_and_a_second_refusal_ends_with_1()
    {
        Cluster.ReplayReceipt = new ReplayReceipt(1, 1, 0, [new(7, "missing-property", "There is no 'stars'.")]);

        var ended = await Run("deadletters", "replay", "3", "7");

        Assert.Equal((ExitCodes.Refused, "1 taken, 1 refused again, 0 cannot be replayed."), (ended.Code, ended.Out.TrimEnd()));
        Assert.Equal("dead letter 7, refused again: missing-property: There is no 'stars'.", ended.Error.TrimEnd());
        Assert.Equal([3, 7], Cluster.Replayed!);
    }

    [Fact]
    public async Task A_number_under_which_there_is_no_dead_letter_is_told_and_ends_with_1()
    {
        Cluster.ReplayReceipt = new ReplayReceipt(0, 0, 0, [], [99999]);

        var ended = await Run("deadletters", "replay", "99999");

        Assert.Equal(ExitCodes.Refused, ended.Code);
        Assert.StartsWith("There is no dead letter 99999.", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_dead_letters_are_replayed_when_asked_for()
    {
        Cluster.Replayed = [1];

        Assert.Equal(ExitCodes.Ok, (await Run("deadletters", "replay", "--all")).Code);
        Assert.Null(Cluster.Replayed);
    }

    [Fact]
    public async Task A_wave_is_launched_and_watched_until_it_is_done()
    {
        var ended = await Run("campaign", "launch", "flash-sale", "--wave", "first-call", "--watch");

        Assert.Equal(ExitCodes.Ok, ended.Code);
        Assert.Equal("flash-sale/first-call: done, 1,000 of 1,000 customers reached, 400 messages decided", ended.Out.TrimEnd());
    }

    [Fact]
    public async Task A_wave_is_paused_and_resumed()
    {
        Assert.Contains("paused", (await Run("campaign", "pause", "flash-sale")).Out, StringComparison.Ordinal);
        Assert.Equal("running", Assert.Single((await Run("campaign", "resume", "flash-sale", "--json")).Json).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("launch")]
    [InlineData("watch")]
    [InlineData("pause")]
    [InlineData("resume")]
    public async Task A_campaign_that_is_not_defined_ends_with_1_and_the_problem(string verb)
    {
        var ended = await Run("campaign", verb, "spring-sale");

        Assert.Equal((ExitCodes.Refused, "spring-sale: There is no such campaign."), (ended.Code, ended.Error.TrimEnd()));
    }

    private void Refuse(int count) => Cluster.System.Refuse(Enumerable.Range(1, count).Select(number => new DeadLetterRecord(
        0, DateTimeOffset.UnixEpoch, "log", "bad-time", "A reason with [not] markup.", $"e-{number}", "c-1", "{}"u8.ToArray(), true)));
}
