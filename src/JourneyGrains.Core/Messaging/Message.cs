using System.Collections.Immutable;
using System.Text.Json.Serialization;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Customers.Stored;
using JourneyGrains.Core.Experiments;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Messaging;

/// <summary>A message that was decided: what to say, not yet the text. It stays in the outbox until it is handed over or given up.</summary>
public sealed record Message
{
    /// <summary>Derived from customer, origin, run and step (I3): the same decision has the same id, so providers can recognise a retry.</summary>
    public required string Id { get; init; }

    /// <summary>The journey or, for a wave, "campaign/wave".</summary>
    public required string Origin { get; init; }

    /// <summary>The run's id; empty for a wave.</summary>
    public string RunId { get; init; } = "";

    public required string Template { get; init; }

    public required string Channel { get; init; }

    public required string Purpose { get; init; }

    /// <summary>The language asked for; rendering falls back where the template lacks it.</summary>
    public required string Language { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the template reads, by path (customer.firstName), as it was when the message was decided.</summary>
    public ValueMap Data { get; init; } = ValueMap.Empty;

    /// <summary>What caps may tell it by; null: nothing.</summary>
    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>The arms its run had taken when it was decided; null: none.</summary>
    public ImmutableArray<ArmTaken>? Arms { get; init; }

    /// <summary>Of messages that compete for a cap the one with the greater number goes first.</summary>
    public int Priority { get; init; }

    /// <summary>It passes the caps.</summary>
    public bool Overrides { get; init; }

    /// <summary>It does not use the caps up.</summary>
    public bool Uncounted { get; init; }

    /// <summary>The channel was chosen, not named: should it fail to reach the customer at hand-over, another one is.</summary>
    public bool Preferred { get; init; }

    /// <summary>The mark of the address it is handed over to, from the first attempt on.</summary>
    public string? Address { get; init; }

    /// <summary>It is a call to another system, for whose answer its run waits; null: a message to the customer.</summary>
    public CallRequest? Call { get; init; }

    public MessageStatus Status { get; init; }

    /// <summary>For <see cref="MessageStatus.Held"/>: by what.</summary>
    public HoldReason? HeldBy { get; init; }

    /// <summary>Attempts to hand it over that were begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Its run was ended by an exit while an attempt was under way: should that fail, there is no other.</summary>
    public bool Recalled { get; init; }

    /// <summary>When the next attempt is due after one failed, or when a held message is judged again; null: at once.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}

/// <summary>Where a message of the outbox stands.</summary>
public enum MessageStatus
{
    /// <summary>Not handed over: an exit withdraws it.</summary>
    Waiting,

    /// <summary>An attempt has begun; whether the provider has it is not known yet.</summary>
    HandingOver,

    /// <summary>It waits for a moment at which the rules of sending let it go; an exit withdraws it.</summary>
    Held,
}

/// <summary>What holds a message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HoldReason>))]
public enum HoldReason
{
    QuietHours,
    Cap,
    Priority,

    /// <summary>It has changed to another channel, and waits for that at once.</summary>
    Channel,
}

/// <summary>A message that was handed over.</summary>
public sealed record SentMessage(string Id, string Origin, string Channel, DateTimeOffset At) : IPacked<SentMessage>
{
    /// <summary>The mark of the address it went to: a hash.</summary>
    public string? Address { get; init; }

    static void IPacked<SentMessage>.Pack(PackedWriter writer, SentMessage row)
    {
        writer.Hex(row.Id);
        writer.Moment(row.At);
        writer.Text(row.Origin);
        writer.Text(row.Channel);
        writer.Hex(row.Address ?? "");
    }

    static SentMessage IPacked<SentMessage>.Unpack(ref PackedReader reader)
    {
        var (id, at) = (reader.Hex(), reader.Moment());
        return new(id, reader.Text(), reader.Text(), at) { Address = reader.Hex() is { Length: > 0 } address ? address : null };
    }
}
