using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Customers;

/// <summary>What a service is told that changes a consent: an event that changes nothing is told in the transcript only, a command at once.</summary>
internal static class ConsentAnswers
{
    /// <summary>Why the command is not taken; null: it is.</summary>
    public static Refusal? Refuse(ConsentCommand command, Brand brand)
    {
        if (brand.Channel(command.Channel) is null)
        {
            var channels = string.Join(", ", brand.Channels.Select(channel => channel.Name));
            return new(RefusalCodes.Unknown, $"The brand has no channel '{command.Channel}'; it has: {channels}.");
        }

        if (brand.Purpose(command.Purpose) is not { } purpose)
        {
            var purposes = string.Join(", ", brand.Purposes.Select(purpose => purpose.Name));
            return new(RefusalCodes.Unknown, $"The brand has no purpose '{command.Purpose}'; it has: {purposes}.");
        }

        return command is { Granted: true, Evidence: null } && purpose.NeedsEvidence
            ? new(RefusalCodes.Missing, $"The purpose '{command.Purpose}' needs evidence of a consent: say where and how it was given. Nothing changed.")
            : null;
    }

    /// <summary>What to know of one that was taken; null: it is as it was asked for.</summary>
    public static string? Note(CustomerState before, CustomerState after, ConsentCommand command)
    {
        var pending = after.Consents.Any(consent => consent.Channel == command.Channel && consent.Purpose == command.Purpose && consent.Pending);
        var state = pending ? "Given, to be confirmed: it counts from the event consent.confirmed on." : command.Granted ? "Granted." : "Withdrawn.";
        return before.Turns == 0 ? $"{state} Nobody was known by this id until now." : pending ? state : null;
    }
}
