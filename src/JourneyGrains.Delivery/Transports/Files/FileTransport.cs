using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Delivery.Transports.Files;

/// <summary>
/// A file a message, named by its id, so that a repeated hand-over replaces it with the same. Written under a temporary name and then
/// renamed: a file that is there is whole. It survives the end of the process; after a power cut the newest may be missing.
/// </summary>
internal sealed class FileTransport(string folder, bool subfolders, string from) : ITransport
{
    public async Task<HandOverOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellation)
    {
        var isEmail = outgoing.Message.Channel == "email" || outgoing.Cleared.Address.Contains('@', StringComparison.Ordinal);
        if (isEmail && !EmailFile.IsAddress(outgoing.Cleared.Address))
        {
            return Outcomes.Refused("the address is not an e-mail address");
        }

        var content = isEmail ? EmailFile.Write(outgoing, from) : MessageJson.Write(outgoing, indented: true);
        var path = PathOf(outgoing.Message.Id, isEmail ? ".eml" : ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllBytesAsync(unfinished, content, cancellation);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        return Outcomes.Accepted;
    }

    private string PathOf(string messageId, string extension)
    {
        var name = messageId.Length is > 1 and <= 64 && messageId.All(char.IsAsciiLetterOrDigit) ? messageId : StableHashing.Id(messageId);
        return subfolders ? Path.Combine(folder, name[..2], name + extension) : Path.Combine(folder, name + extension);
    }
}
