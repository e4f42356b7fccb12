namespace JourneyGrains.Silo.Settings;

/// <summary>Settings are wrong. The message says which, what they are, and what is allowed.</summary>
internal sealed class WrongSettingsException(params IEnumerable<string> problems)
    : Exception($"The configuration is wrong: {string.Join(" ", problems)}");
