namespace JourneyGrains.Storage;

/// <summary>Small documents that change rarely (campaigns, checkpoints of waves), by kind and key, with a version against lost updates.</summary>
public interface IDocumentStore
{
    Task<StoredDocument?> ReadAsync(string kind, string key, CancellationToken cancellation);

    /// <summary>Durable when it completes. Gives the new version.</summary>
    /// <exception cref="StoreConflictException">The stored version is not the expected one (0: none stored).</exception>
    Task<long> WriteAsync(string kind, string key, byte[] body, long expectedVersion, CancellationToken cancellation);
}

/// <summary>A stored document.</summary>
public sealed record StoredDocument(byte[] Body, long Version);
