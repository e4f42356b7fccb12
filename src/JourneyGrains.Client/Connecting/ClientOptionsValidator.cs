using Microsoft.Extensions.Options;

namespace JourneyGrains.Client.Connecting;

/// <summary>Says at the start what is wrong with the options.</summary>
internal sealed class ClientOptionsValidator : IValidateOptions<JourneyGrainsClientOptions>
{
    public ValidateOptionsResult Validate(string? name, JourneyGrainsClientOptions options) =>
        options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
