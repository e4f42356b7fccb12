using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Calls;

/// <summary>What a run asks of another system, as it was when the step was taken: every attempt asks the same.</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Url">Absolute, with its query.</param>
/// <param name="Body">JSON; null: none.</param>
public sealed record CallRequest(string Method, string Url, string? Body)
{
    /// <summary>UTF-16 characters of an address with its query.</summary>
    public const int UrlLengthMax = 2_000;

    /// <summary>Characters of a body.</summary>
    public const int BodyLengthMax = 16 * 1024;

    /// <summary>What the channel of a call is called: this, then the host. No channel of a brand has a space in its name.</summary>
    public const string ChannelPrefix = "call ";
}

/// <summary>What the other system answered.</summary>
/// <param name="Status">Of HTTP: 200 to 299.</param>
/// <param name="Body">JSON, or else the text; absent where there was none.</param>
public sealed record CallAnswer(int Status, Value Body)
{
    /// <summary>Bytes of a body; a longer one counts as a failure.</summary>
    public const int BytesMax = 16 * 1024;
}
