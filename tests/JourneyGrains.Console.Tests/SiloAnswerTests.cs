using System.Net;
using JourneyGrains.Contracts.Operations;
using JourneyGrains.Silo.OperatorConsole;
using Orleans.Runtime;

namespace JourneyGrains.Console.Tests;

/// <summary>What the console says of the cluster's silos.</summary>
public sealed class SiloAnswerTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 11, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Silos_that_serve_come_first_with_what_they_hold_and_the_dead_of_the_last_hour_after_them()
    {
        var members = new[]
        {
            Member(3, SiloStatus.Dead, startedBefore: 600, seenBefore: 59),
            Member(2, SiloStatus.Active, startedBefore: 30),
            Member(4, SiloStatus.Dead, startedBefore: 600, seenBefore: 61),
            Member(5, SiloStatus.Joining, startedBefore: 1),
            Member(1, SiloStatus.Active, startedBefore: 90),
        };
        var activations = new Dictionary<SiloAddress, int?> { [members[1].SiloAddress] = 1616, [members[4].SiloAddress] = null };

        var told = SiloAnswer.Of(members, activations, [new("10.0.0.1:11111", "f4f7"), new("10.0.0.2:11111", null)], Now);

        Assert.Equal(
            [
                new("10.0.0.1:11111", "Active", Now.AddMinutes(-90), null, "f4f7"),
                new("10.0.0.2:11111", "Active", Now.AddMinutes(-30), 1616, null),
                new("10.0.0.5:11111", "Joining", Now.AddMinutes(-1), null, null),
                new("10.0.0.3:11111", "Dead", Now.AddMinutes(-600), null, null),
            ],
            told);
    }

    [Fact]
    public void A_silo_that_died_is_not_told_with_what_its_successor_on_the_same_address_has()
    {
        var members = new[] { Member(1, SiloStatus.Dead, startedBefore: 600), Member(1, SiloStatus.Active, startedBefore: 3) };

        var told = SiloAnswer.Of(members, new Dictionary<SiloAddress, int?>(), [new("10.0.0.1:11111", "f4f7")], Now);

        Assert.Equal([("Active", "f4f7"), ("Dead", null)], told.Select(silo => (silo.Status, silo.Definitions)));
    }

    private static MembershipEntry Member(int number, SiloStatus status, int startedBefore, int seenBefore = 0) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Parse($"10.0.0.{number}"), 11111), startedBefore),
        Status = status,
        StartTime = Now.AddMinutes(-startedBefore).UtcDateTime,
        IAmAliveTime = Now.AddMinutes(-seenBefore).UtcDateTime,
    };
}
