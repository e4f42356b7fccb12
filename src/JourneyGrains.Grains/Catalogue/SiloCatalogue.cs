using JourneyGrains.Contracts.Operations;
using JourneyGrains.Core.Messaging;
using Microsoft.Extensions.Logging;
using Orleans.Services;

namespace JourneyGrains.Grains.Catalogue;

/// <summary>The catalogue of one silo, for the other silos to call.</summary>
[Alias("journeygrains.silo-catalogue")]
internal interface ISiloCatalogue : IGrainService
{
    /// <summary>The digest of the definitions in force.</summary>
    [Alias("digest")]
    Task<string> Digest();

    /// <summary>Reads the silo's files; what is in force stays.</summary>
    [Alias("read")]
    Task<SiloReload> Read();

    /// <summary>Puts the store's last edition in force; false: it is not that one any more.</summary>
    [Alias("put-edition-in-force")]
    Task<bool> PutInForce(int edition);
}

/// <inheritdoc cref="ISiloCatalogue"/>
internal sealed class SiloCatalogue(GrainId id, Silo silo, ILoggerFactory loggers, DefinitionCatalogue catalogue, AllowedCalls calls, ILocalSiloDetails details)
    : GrainService(id, silo, loggers), ISiloCatalogue
{
    public Task<string> Digest() => Task.FromResult(catalogue.Current.Digest);

    public Task<SiloReload> Read()
    {
        string[] problems, notes = [];
        string? digest = null;
        try
        {
            var read = catalogue.Read();
            digest = read.Definitions?.Digest;
            notes = [.. calls.Notes(read), .. GoneChannels(catalogue.Current.Brand, read.Definitions?.Brand), .. read.Doubts.Select(doubt => doubt.ToString())];
            problems = read.Succeeded ? [] : [.. read.Diagnostics.Select(problem => problem.ToString())];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems = [error.Message];
        }

        return Task.FromResult(new SiloReload(SiloCatalogues.Name(details.SiloAddress), digest, digest == catalogue.Current.Digest, problems) { Notes = notes, Folder = catalogue.Folder });
    }

    /// <summary>Messages may wait for a channel that the files take away: for quiet hours, a cap, their next attempt.</summary>
    private static IEnumerable<string> GoneChannels(Brand inForce, Brand? read) => read is null ? [] : inForce.Channels
        .Where(channel => read.Channel(channel.Name) is null)
        .Select(channel => $"brand.yaml has no channel {channel.Name} any more: a message that waits for it goes by another where its step leaves the "
            + "channel to the customer, and is withheld else.");

    public Task<bool> PutInForce(int edition) => catalogue.PutInForceAsync(edition);
}
