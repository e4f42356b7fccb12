namespace JourneyGrains.Definitions.Tests;

/// <summary>A folder of definitions made for one test, and taken away after it.</summary>
internal sealed class DefinitionFiles : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journeygrains-");

    public const string Templates = "welcome.en.hbs";

    /// <summary>A folder with the given journey as x.journey.yaml and a template 'welcome'.</summary>
    public static DefinitionFiles WithJourney(string yaml) =>
        new DefinitionFiles().Add("x.journey.yaml", yaml).Add($"templates/{Templates}", "subject: Hello\n---\n<p>Hello</p>\n");

    /// <summary>The same with the given steps, under a journey entered by order.placed.</summary>
    public static DefinitionFiles WithSteps(string steps) =>
        WithJourney($"journey: x\nenter: {{ on: order.placed, key: event.orderId }}\nsteps:\n{steps}\n");

    public DefinitionFiles Add(string name, string text) => Add(name, System.Text.Encoding.UTF8.GetBytes(text));

    public DefinitionFiles Add(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public string Path => folder.FullName;

    public LoadedDefinitions Read() => DefinitionReader.Read(folder.FullName);

    /// <summary>Reads, expecting no problem.</summary>
    public LoadedDefinitions Load()
    {
        var loaded = Read();
        Assert.True(loaded.Succeeded, string.Join('\n', loaded.Diagnostics));
        return loaded;
    }

    /// <summary>Reads, expecting one problem.</summary>
    public Diagnostic Problem()
    {
        var loaded = Read();
        Assert.True(
            loaded.Diagnostics.Length == 1, string.Join('\n', loaded.Diagnostics.Append(new("", 0, 0, "one problem was expected"))));
        Assert.False(loaded.Succeeded);
        return loaded.Diagnostics[0];
    }

    public void Dispose() => folder.Delete(recursive: true);
}
