using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace JourneyGrains.Architecture.Tests.Sources;

/// <summary>The core takes 'now' as an argument and knows no chance, and no suppressed analyzer can change that.</summary>
public sealed partial class PurityTests
{
    [Fact]
    public void The_core_names_neither_clock_nor_chance() =>
        Violations.None(
            "The core has no clock and no chance: take 'now' as an argument, use StableHashing.",
            from file in SourceTree.Code("src/JourneyGrains.Core/")
            from Match match in ClockOrChance().Matches(Spoken(file.Text()))
            select $"{file.Name}: {match.Value}");

    /// <summary>The code without comments, its tokens a space apart.</summary>
    private static string Spoken(string code) => string.Join(' ', CSharpSyntaxTree.ParseText(code).GetRoot().DescendantTokens()
        .Select(token => token.IsKind(SyntaxKind.StringLiteralToken) ? "\"\"" : token.Text));

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset) \. (Now|UtcNow|Today)\b|\bRandom(NumberGenerator)?\b|\bGuid \. (NewGuid|CreateVersion7)\b"
        + @"|\bTimeProvider\b|\bSystemClock\b|\bStopwatch\b|\bEnvironment \. TickCount")]
    private static partial Regex ClockOrChance();
}
