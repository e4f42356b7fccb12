using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JourneyGrains.Architecture.Tests.Sources;

/// <summary>Each promise of docs/guarantees.md names the test that holds it; a test that is renamed or gone takes its promise along.</summary>
public sealed partial class GuaranteeTests
{
    private static readonly string[] Promises = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "guarantees.md"));

    [Fact]
    public void Every_test_that_the_guarantees_name_is_there()
    {
        var tests = SourceTree.Code("tests/").SelectMany(file => CSharpSyntaxTree.ParseText(file.Text()).GetRoot().DescendantNodes())
            .OfType<MethodDeclarationSyntax>().Where(IsTest).Select(method => method.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        Violations.None("docs/guarantees.md names a test that is not there.", Named(Promises).Where(name => !tests.Contains(name)));
    }

    [Fact]
    public void Every_promise_names_a_test()
    {
        var promises = Promises.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| promise ", StringComparison.Ordinal));
        Violations.None("A promise in docs/guarantees.md names no test.", promises.Where(line => !Named([line]).Any()));
        Assert.NotEmpty(promises);
    }

    private static bool IsTest(MethodDeclarationSyntax method) => method.AttributeLists.SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory" or "SkippableFact" or "SkippableTheory");

    private static IEnumerable<string> Named(IEnumerable<string> lines) => lines.SelectMany(line => TestName().Matches(line)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`(?=[^`]*[a-z])([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex TestName();
}
