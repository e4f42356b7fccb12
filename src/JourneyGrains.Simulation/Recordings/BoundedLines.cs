namespace JourneyGrains.Simulation.Recordings;

/// <summary>Reads lines of bytes without ever holding more than one line of the greatest length allowed.</summary>
internal sealed class BoundedLines(Stream stream, int lineBytesMax)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly byte[] line = new byte[lineBytesMax];
    private int filled;
    private int at;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>How long that line is, whole.</summary>
    public long Length { get; private set; }

    /// <summary>Its bytes, without the end of line; where it is too long only the first of them. Valid until the next is read.</summary>
    public ReadOnlySpan<byte> Bytes => line.AsSpan(0, (int)Math.Min(Length, lineBytesMax));

    public bool IsTooLong => Length > lineBytesMax;

    /// <summary>Reads the next line; false at the end.</summary>
    public bool Next()
    {
        if (!Fill())
        {
            return false;
        }

        Number++;
        Length = 0;
        do
        {
            var rest = buffer.AsSpan(at, filled - at);
            var end = rest.IndexOf((byte)'\n');
            Keep(end < 0 ? rest : rest[..end]);
            at += end < 0 ? rest.Length : end + 1;
            if (end >= 0)
            {
                break;
            }
        }
        while (Fill());
        if (!IsTooLong && Length > 0 && line[Length - 1] == '\r')
        {
            Length--;
        }

        return true;
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (Length < lineBytesMax)
        {
            part[..(int)Math.Min(part.Length, lineBytesMax - Length)].CopyTo(line.AsSpan((int)Length));
        }

        Length += part.Length;
    }

    private bool Fill()
    {
        if (at < filled)
        {
            return true;
        }

        at = 0;
        filled = stream.Read(buffer);
        return filled > 0;
    }
}
