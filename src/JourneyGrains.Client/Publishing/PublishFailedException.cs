namespace JourneyGrains.Client.Publishing;

/// <summary>
/// The event may or may not be in the log: the cluster did not acknowledge it, however often it was sent. Publish it again with the same
/// id (and number, where the producer numbers its events) once the cluster answers.
/// </summary>
public sealed class PublishFailedException(string message, Exception cause) : Exception(message, cause);
