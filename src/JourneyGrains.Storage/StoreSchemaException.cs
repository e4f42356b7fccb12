namespace JourneyGrains.Storage;

/// <summary>The store does not fit this program or its settings. The message says what to do.</summary>
public sealed class StoreSchemaException(string message) : Exception(message);
