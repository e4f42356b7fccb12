using System.Text;

namespace JourneyGrains.Storage.Tests.Contract;

internal static class Letters
{
    public static DeadLetter Of(string customer, string body) => new(
        0, DateTimeOffset.UnixEpoch, "test", "bad", "It is bad.", "event-1", customer, Encoding.UTF8.GetBytes(body), true);
}
