using Microsoft.Extensions.Options;

namespace JourneyGrains.Client.Publishing;

/// <summary>Says at the start what is wrong with the options.</summary>
internal sealed class PublisherOptionsValidator : IValidateOptions<PublisherOptions>
{
    public ValidateOptionsResult Validate(string? name, PublisherOptions options) =>
        options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
