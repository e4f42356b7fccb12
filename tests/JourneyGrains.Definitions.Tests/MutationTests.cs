using System.Text;

namespace JourneyGrains.Definitions.Tests;

/// <summary>What authors do to a file while they type: characters and pieces go, come and change places.</summary>
public class MutationTests
{
    private const int CasesOfYaml = 300;
    private const int CasesOfTemplate = 8;
    private const string Characters = "{}[]():,-?*&!|>'\"%@`#~\\.=<^/ \t\n\r\0\u00e4\u0085\u2028\ufeff0aZ";

    public static TheoryData<string> Samples => [.. Directory
        .EnumerateFiles(SourceFolder.Samples, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(SourceFolder.Samples, path).Replace('\\', '/'))
        .Where(name => name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".hbs", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_mutated_sample_gives_definitions_or_problems_with_their_place(string name)
    {
        var original = File.ReadAllText(Path.Combine(SourceFolder.Samples, name));
        var seed = Random.Shared.Next(1_000_000_000);
        using var files = new DefinitionFiles();
        var cases = name.EndsWith(".yaml", StringComparison.Ordinal) ? CasesOfYaml : CasesOfTemplate;
        for (var number = 0; number < cases; number++)
        {
            var text = Mutate(original, new(seed + number));
            files.Add(name, text);
            var wrong = Record.Exception(() => Check(files.Read(), text));
            Assert.True(wrong is null, $"{name}, seed {seed + number}: {wrong}\n{text}");
        }
    }

    private static void Check(LoadedDefinitions loaded, string text)
    {
        Assert.Equal(loaded.Succeeded, loaded.Diagnostics.IsEmpty);
        Assert.Equal(loaded.Succeeded, loaded.Definitions is not null);
        var lines = text.Split(['\n', '\r', '\u0085', '\u2028']).Length + 1;
        Assert.All(loaded.Diagnostics, problem => Assert.True(
            problem.Line >= 1 && problem.Line <= lines && problem.Column >= 1 && problem.Column <= text.Length + 2 && problem.Message.Length > 0,
            problem.ToString()));
    }

    private static string Mutate(string original, Random random)
    {
        var text = new StringBuilder(original);
        for (var changes = random.Next(1, 5); changes > 0 && text.Length > 1; changes--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    text.Remove(at, 1);
                    break;
                case 1:
                    text.Insert(at, Characters[random.Next(Characters.Length)]);
                    break;
                case 2:
                    text[at] = Characters[random.Next(Characters.Length)];
                    break;
                case 3:
                    var other = random.Next(text.Length);
                    (text[at], text[other]) = (text[other], text[at]);
                    break;
                case 4:
                    text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at));
                    break;
                default:
                    text.Length = at + 1;
                    break;
            }
        }

        return text.ToString();
    }
}
