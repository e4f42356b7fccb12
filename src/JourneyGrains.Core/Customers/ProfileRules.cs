using System.Collections.Immutable;
using JourneyGrains.Core.Calendars;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Customers;

/// <summary>What customer.identified changes. Absent properties stay; an identification older than the newest fills gaps only.</summary>
internal static class ProfileRules
{
    private static readonly ImmutableArray<string> AddressKinds = ["email", "phone", "push"];

    public static void Identify(TurnBuilder turn, CustomerEvent input)
    {
        var profile = turn.State.Profile;
        var at = turn.Happened(input);
        var older = at < profile.IdentifiedAt;
        var next = profile with
        {
            FirstName = Pick(turn, input, "firstName", profile.FirstName, older),
            LastName = Pick(turn, input, "lastName", profile.LastName, older),
            Language = Pick(turn, input, "language", profile.Language, older),
            TimeZone = TimeZone(turn, Pick(turn, input, "timeZone", profile.TimeZone, older), profile.TimeZone),
            PreferredChannel = Channel(turn, Pick(turn, input, "preferredChannel", profile.PreferredChannel, older), profile.PreferredChannel),
            Attributes = Attributes(turn, profile.Attributes, input["attributes"], older),
            IdentifiedAt = older ? profile.IdentifiedAt : at,
        };

        foreach (var kind in AddressKinds)
        {
            next = Address(turn, next, kind, Pick(turn, input, kind, profile.Addresses.GetValueOrDefault(kind), older));
        }

        turn.Set.Profile = next;
        turn.Tell(LineKind.Fact, older ? "Identified by an older event: only gaps are filled." : "Identified.");
    }

    /// <summary>Sets one attribute within the limits; also for 'set' steps.</summary>
    public static ValueMap SetAttribute(TurnBuilder turn, ValueMap attributes, string name, Value value)
    {
        if (value.IsNull)
        {
            return attributes.Remove(name);
        }

        var next = attributes.SetItem(name, value);
        if (next.Count > CustomerLimits.AttributesMax || EventJson.SizeOf(Value.Of(next)) > CustomerLimits.AttributesBytesMax)
        {
            turn.Tell(LineKind.Limit, $"The attribute '{name}' is not set: a customer has at most {CustomerLimits.AttributesMax} of {CustomerLimits.AttributesBytesMax} bytes.");
            return attributes;
        }

        return next;
    }

    private static string? Pick(TurnBuilder turn, CustomerEvent input, string name, string? known, bool older)
    {
        if (input[name].Kind != ValueKind.Text || (older && known is not null))
        {
            return known;
        }

        var given = input[name].AsText().Trim();
        if (given.Length > CustomerLimits.ProfileTextMax)
        {
            turn.Tell(LineKind.Limit, $"'{name}' has {given.Length} characters; {CustomerLimits.ProfileTextMax} are kept at most, so it stays as it was.");
            return known;
        }

        return given.Length == 0 ? null : given;
    }

    private static string? TimeZone(TurnBuilder turn, string? given, string? known)
    {
        if (given is null || Zones.Knows(given))
        {
            return given;
        }

        turn.Tell(LineKind.Fact, "The time zone given is not in the tz database: it stays as it was.");
        return known;
    }

    private static string? Channel(TurnBuilder turn, string? given, string? known)
    {
        if (given is null || turn.Definitions.Brand.Channel(given) is not null)
        {
            return given;
        }

        turn.Tell(LineKind.Fact, $"The brand has no channel '{given}': the preferred channel stays as it was.");
        return known;
    }

    private static Profile Address(TurnBuilder turn, Profile profile, string kind, string? given)
    {
        if (given == profile.Addresses.GetValueOrDefault(kind))
        {
            return profile;
        }

        if (!turn.State.Suppressions.IsEmpty)
        {
            Lift(turn, kind);
        }

        return profile with { Addresses = given is null ? profile.Addresses.Remove(kind) : profile.Addresses.SetItem(kind, given) };
    }

    /// <summary>A new address has not bounced. What bounced before addresses were told apart goes with the channel.</summary>
    private static void Lift(TurnBuilder turn, string kind)
    {
        var channels = turn.Definitions.Brand.Channels.Where(channel => channel.Address == kind).Select(channel => channel.Name).ToHashSet();
        turn.Set.Suppressions = turn.State.Suppressions.RemoveAll(
            known => known.Reason == Suppression.Bounce && known.Address is null && channels.Contains(known.Channel));
    }

    private static ValueMap Attributes(TurnBuilder turn, ValueMap known, Value given, bool older)
    {
        if (given.Kind != ValueKind.Map)
        {
            return known;
        }

        foreach (var (name, value) in given.AsMap())
        {
            known = older && known.ContainsKey(name) ? known : SetAttribute(turn, known, name, value);
        }

        return known;
    }
}
