namespace JourneyGrains.Definitions.Yaml;

/// <summary>What a file may be at most.</summary>
internal static class YamlLimits
{
    public const int FileBytesMax = 256 * 1024;

    /// <summary>Mappings and lists within one another.</summary>
    public const int DepthMax = 100;

    /// <summary>Texts, lists and mappings of a file, where an alias counts as all it stands for.</summary>
    public const int NodesMax = 50_000;
}
