using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Delivery.Rendering;

namespace JourneyGrains.Delivery.Tests;

/// <summary>A message as the tests hand it over, and its text.</summary>
internal static class Messages
{
    public const string Id = "3fa85f6457174562b3fc2c963f66afa6";

    public static readonly DateTimeOffset DecidedAt = new(2025, 11, 11, 9, 30, 0, TimeSpan.Zero);

    public static Message Decided(string channel = "email", string id = Id) => new()
    {
        Id = id,
        Origin = "cart-recovery",
        Template = "cart-reminder",
        Channel = channel,
        Purpose = "marketing",
        Language = "de-AT",
        DecidedAt = DecidedAt,
        ExpiresAt = DecidedAt.AddHours(12),
    };

    public static ClearedMessage Cleared(string channel = "email", string address = "ana@example.com", string id = Id) =>
        new("c-1", Decided(channel, id), address);
}

/// <summary>Always the same text, or the exception given.</summary>
internal sealed class FixedTexts(RenderedMessage rendered, Exception? error = null) : IMessageTexts
{
    public static readonly RenderedMessage Plain = new("de", "Your cart", "It waits for you.", "<p>It waits for you.</p>");

    public RenderedMessage Render(Message message) => error is null ? rendered : throw error;
}
