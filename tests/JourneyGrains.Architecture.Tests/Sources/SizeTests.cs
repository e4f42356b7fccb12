using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JourneyGrains.Architecture.Tests.Sources;

/// <summary>A file can be read in one go, a method fits a screen, a line needs no scrolling.</summary>
public sealed class SizeTests
{
    private const int FileLinesMax = 300;
    private const int BodyLinesMax = 70;
    private const int LineCharactersMax = 200;

    private static readonly string[] Extensions = [".cs", ".js", ".css", ".html"];

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        Violations.None(
            "A file holds one concept: divide it.",
            from file in Written()
            let lines = file.Lines().Length
            where lines > FileLinesMax
            select $"{file.Name}: {lines} lines, at most {FileLinesMax}");

    [Fact]
    public void No_line_is_wider_than_the_house_allows() =>
        Violations.None(
            "Wrap the line.",
            from file in Written()
            from line in file.Lines().Index()
            where line.Item.Length > LineCharactersMax
            select $"{file.Name}:{line.Index + 1}: {line.Item.Length} characters, at most {LineCharactersMax}");

    [Fact]
    public void No_body_is_longer_than_70_lines() =>
        Violations.None(
            "A method does one thing: divide it.",
            from file in SourceTree.Code()
            from body in Bodies(CSharpSyntaxTree.ParseText(file.Text()).GetRoot())
            let lines = Lines(body)
            where lines > BodyLinesMax
            select $"{file.Name}:{body.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {lines} lines, at most {BodyLinesMax}");

    private static IEnumerable<SourceFile> Written() => SourceTree.Files.Where(file => Extensions.Contains(Path.GetExtension(file.Name)));

    /// <summary>What methods, constructors, accessors and local functions consist of.</summary>
    private static IEnumerable<SyntaxNode> Bodies(SyntaxNode root) => root.DescendantNodes().Select(node => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body ?? (SyntaxNode?)method.ExpressionBody,
        AccessorDeclarationSyntax accessor => accessor.Body ?? (SyntaxNode?)accessor.ExpressionBody,
        LocalFunctionStatementSyntax local => local.Body ?? (SyntaxNode?)local.ExpressionBody,
        PropertyDeclarationSyntax property => property.ExpressionBody,
        _ => null,
    }).OfType<SyntaxNode>();

    /// <summary>Lines of an expression, lines between the braces of a block.</summary>
    private static int Lines(SyntaxNode body)
    {
        var span = body.GetLocation().GetLineSpan();
        var lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
        return body is BlockSyntax ? lines - 2 : lines;
    }
}
