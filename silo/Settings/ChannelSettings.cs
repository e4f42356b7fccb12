using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions;
using JourneyGrains.Delivery;

namespace JourneyGrains.Silo.Settings;

/// <summary>Holds the channels of the settings against those of the brand.</summary>
internal static class ChannelSettings
{
    /// <summary>
    /// Of each channel that only the settings have: that nothing goes by it. A silo still starts then, as a brand may lose a channel while the
    /// settings keep it.
    /// </summary>
    /// <exception cref="WrongSettingsException">Its name is one of the brand's, misspelt: that one would write files.</exception>
    public static IReadOnlyList<string> Notes(DeliveryOptions delivery, Brand brand)
    {
        var names = brand.Channels.Select(channel => channel.Name).ToList();
        var without = names.Where(name => !delivery.Channels.ContainsKey(name)).ToList();
        var foreign = delivery.Channels.Keys.Where(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        var misspelt = foreign.Select(name => (Name: name, Meant: Suggestions.For(name, without))).Where(pair => pair.Meant is not null)
            .Select(pair => $"{Told(pair.Name, names)} Did you mean {pair.Meant}?").ToList();
        return misspelt.Count == 0
            ? [.. foreign.Select(name => $"{Told(name, names)} Nothing goes by these settings.")]
            : throw new WrongSettingsException(misspelt);
    }

    private static string Told(string channel, IEnumerable<string> known) =>
        $"{DeliveryOptions.Section}:Channels:{channel} is set, and the brand has no such channel; its brand.yaml has {string.Join(", ", known)}.";

    /// <summary>Makes the folders of channels that write files.</summary>
    /// <exception cref="WrongSettingsException">One cannot be made: with the first message would be too late to tell.</exception>
    public static void MakeFolders(DeliveryOptions delivery, Brand brand)
    {
        foreach (var channel in brand.Channels)
        {
            try
            {
                delivery.MakeFolder(channel.Name);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new WrongSettingsException(
                    $"Channel {channel.Name} writes {delivery.RouteOf(channel.Name)}, which cannot be made: {PathProblem.WhyNotMade(error)} "
                        + $"Set {delivery.FolderSettingOf(channel.Name)} to a folder that can be written to.");
            }
        }
    }
}
