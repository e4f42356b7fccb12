namespace JourneyGrains.Simulation.Recordings.Csv;

/// <summary>
/// A stream whose lines have a greatest length: a longer one is reported and reads as an empty line, so that line numbers stay.
/// </summary>
internal sealed class LineFilter(Stream inner, int lineBytesMax, Action<BoundedLines> tooLong) : Stream
{
    private readonly BoundedLines lines = new(inner, lineBytesMax);
    private readonly byte[] current = new byte[lineBytesMax + 1];
    private int filled;
    private int at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (at == filled && !Next())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, filled - at);
        current.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (!lines.Next())
        {
            return false;
        }

        if (lines.IsTooLong)
        {
            tooLong(lines);
        }

        var bytes = lines.IsTooLong ? [] : lines.Bytes;
        bytes.CopyTo(current);
        current[bytes.Length] = (byte)'\n';
        filled = bytes.Length + 1;
        at = 0;
        return true;
    }
}
