using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JourneyGrains.Definitions.Yaml;

namespace JourneyGrains.Definitions;

/// <summary>The files of a folder of definitions, read whole.</summary>
internal sealed class DefinitionFolder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Single = ["brand.yaml", "events.yaml", "programme.yaml", "sending.yaml"];

    private DefinitionFolder(ImmutableArray<DefinitionFile> files, string digest)
    {
        Files = files;
        Digest = digest;
    }

    /// <summary>In ordinal order of their names.</summary>
    public ImmutableArray<DefinitionFile> Files { get; }

    /// <summary>SHA-256 over names, contents and the release of the tz database.</summary>
    public string Digest { get; }

    public IEnumerable<DefinitionFile> Of(DefinitionFileKind kind) => Files.Where(file => file.Kind == kind);

    /// <summary>Whether a file of that name is a definition, or looks like a misnamed one.</summary>
    public static bool MayBeDefinition(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal)
        || (name.EndsWith(".hbs", StringComparison.Ordinal) && name.Contains('/', StringComparison.Ordinal));

    public static DefinitionFolder Read(DefinitionFiles raw, ICollection<Diagnostic> diagnostics, ICollection<Diagnostic> doubts)
    {
        var files = ImmutableArray.CreateBuilder<DefinitionFile>();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in raw.Files)
        {
            var problems = new FileProblems(file.Name, diagnostics, doubts);
            if (KindOf(file.Name, problems) is not { } kind || ReadText(file, problems, digest) is not { } text)
            {
                continue;
            }

            files.Add(new(file.Name, kind, text, problems));
        }

        // The same files under other rules of time zones decide otherwise.
        digest.AppendData(Encoding.UTF8.GetBytes($"tzdb {Core.Calendars.Zones.Version}\n"));
        return new(files.ToImmutable(), Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    /// <summary>Null for a file that is no definition; one that looks like a misnamed definition is noted.</summary>
    private static DefinitionFileKind? KindOf(string name, FileProblems problems)
    {
        if (name.EndsWith(".hbs", StringComparison.Ordinal) && name.Contains('/', StringComparison.Ordinal))
        {
            return name.StartsWith("templates/partials/", StringComparison.Ordinal)
                ? DefinitionFileKind.Partial
                : DefinitionFileKind.Template;
        }

        var kind = KindOf(name);
        if (kind is null && (name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal)))
        {
            var near = Core.Expressions.Suggestions.For(name, Single, 3);
            problems.Add(
                new(1, 1),
                $"This file would not be read. Definitions are {string.Join(", ", Single)}, NAME.journey.yaml, NAME.campaign.yaml, NAME.segment.yaml and NAME.offer.yaml.",
                near);
        }

        return kind;
    }

    /// <summary>What a file that is no template is by its name; null: no definition.</summary>
    internal static DefinitionFileKind? KindOf(string name) => name switch
    {
        "brand.yaml" => DefinitionFileKind.Brand,
        "events.yaml" => DefinitionFileKind.Events,
        "programme.yaml" => DefinitionFileKind.Programme,
        "sending.yaml" => DefinitionFileKind.Sending,
        _ when name.EndsWith(".journey.yaml", StringComparison.Ordinal) => DefinitionFileKind.Journey,
        _ when name.EndsWith(".offer.yaml", StringComparison.Ordinal) => DefinitionFileKind.Offer,
        _ when name.EndsWith(".campaign.yaml", StringComparison.Ordinal) => DefinitionFileKind.Campaign,
        _ when name.EndsWith(".segment.yaml", StringComparison.Ordinal) => DefinitionFileKind.Segment,
        _ => null,
    };

    private static string? ReadText(RawFile file, FileProblems problems, IncrementalHash digest)
    {
        if (file.Length > YamlLimits.FileBytesMax)
        {
            problems.Add(new(1, 1), $"The file has {file.Length} bytes; {YamlLimits.FileBytesMax} are allowed. Split it.");
            return null;
        }

        digest.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Name}\n{file.Bytes.Length}\n")));
        digest.AppendData(file.Bytes);
        try
        {
            return Strict.GetString(file.Bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new(1, 1), "The file is not UTF-8 text. Save it in that encoding.");
            return null;
        }
    }
}

/// <summary>A file of definitions.</summary>
/// <param name="Name">Relative to the folder, with forward slashes.</param>
internal sealed record DefinitionFile(string Name, DefinitionFileKind Kind, string Text, FileProblems Problems)
{
    private readonly Lazy<Node?> root = new(() => YamlReader.Read(Text, Problems));

    /// <summary>Of a file of YAML; null where (noted) it is none.</summary>
    public Node? Root => root.Value;
}

/// <summary>What a file defines, by its name.</summary>
internal enum DefinitionFileKind
{
    Brand,
    Events,
    Programme,
    Sending,
    Journey,
    Campaign,
    Offer,
    Segment,
    Template,
    Partial,
}
