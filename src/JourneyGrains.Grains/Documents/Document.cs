using System.Text.Json;
using JourneyGrains.Storage;

namespace JourneyGrains.Grains.Documents;

/// <summary>One record in the document store, as JSON, with its version.</summary>
internal sealed class Document<T>(IDocumentStore store, string kind, string key)
    where T : class
{
    private long version;

    public T? Value { get; private set; }

    public async Task LoadAsync(CancellationToken cancellation)
    {
        var stored = await store.ReadAsync(kind, key, cancellation);
        version = stored?.Version ?? 0;
        Value = stored is null ? null : JsonSerializer.Deserialize<T>(stored.Body);
    }

    /// <summary>Durable when it completes; on a failure the value is what it was.</summary>
    public async Task SaveAsync(T next)
    {
        version = await store.WriteAsync(kind, key, JsonSerializer.SerializeToUtf8Bytes(next), version, CancellationToken.None);
        Value = next;
    }
}
