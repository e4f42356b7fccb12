using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions;

/// <summary>The files of a folder of definitions as they are, to be read now or kept and read again.</summary>
/// <param name="Files">In ordinal order of their names.</param>
public sealed record DefinitionFiles(ImmutableArray<RawFile> Files)
{
    /// <summary>What is in a folder; files that cannot be definitions are left out.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static DefinitionFiles Of(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to read definitions from.");
        }

        string[] names = [.. Names(folder, ""), .. Names(folder, "templates"), .. Names(folder, "templates/partials")];
        return new([.. names.Order(StringComparer.Ordinal).Select(name => Read(folder, name))]);
    }

    /// <summary>In few bytes, for a store.</summary>
    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var compressed = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            JsonSerializer.Serialize(compressed, Files, FilesJsonContext.Default.ImmutableArrayRawFile);
        }

        return packed.ToArray();
    }

    /// <exception cref="InvalidDataException">Not what <see cref="Pack"/> gave.</exception>
    public static DefinitionFiles Unpack(byte[] packed)
    {
        try
        {
            using var compressed = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            return new(JsonSerializer.Deserialize(compressed, FilesJsonContext.Default.ImmutableArrayRawFile));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"These are no packed definitions: {error.Message}", error);
        }
    }

    /// <summary>Writes them into a folder, for <see cref="Of"/> to read.</summary>
    public void WriteTo(string folder)
    {
        foreach (var file in Files)
        {
            var path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes);
        }
    }

    private static IEnumerable<string> Names(string folder, string under)
    {
        var directory = Path.Combine(folder, under);
        return under.Length > 0 && !Directory.Exists(directory)
            ? []
            : Directory.EnumerateFiles(directory).Select(path => $"{under}/{Path.GetFileName(path)}".TrimStart('/')).Where(DefinitionFolder.MayBeDefinition);
    }

    private static RawFile Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        var length = new FileInfo(path).Length;
        return new(name, length, length > YamlLimits.FileBytesMax ? [] : File.ReadAllBytes(path));
    }
}

/// <summary>A file as it is.</summary>
/// <param name="Name">Relative to the folder, with forward slashes.</param>
/// <param name="Bytes">Empty where the file is larger than any definition may be.</param>
public sealed record RawFile(string Name, long Length, byte[] Bytes);

[JsonSerializable(typeof(ImmutableArray<RawFile>))]
internal sealed partial class FilesJsonContext : JsonSerializerContext;
