using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JourneyGrains.Architecture.Tests.Wire;

/// <summary>The members of a type that Orleans would write: a record's parameters, properties that hold a value, fields.</summary>
internal static class WireMembers
{
    /// <summary>Members without an id, and ids that are used twice.</summary>
    public static IEnumerable<string> Problems(TypeDeclarationSyntax type)
    {
        var members = Of(type).ToList();
        return members.Where(member => member.Id is null).Select(member => $"{member.Name} has no id")
            .Concat(members.Where(member => member.Id is not null).GroupBy(member => member.Id).Where(same => same.Count() > 1)
                .Select(same => $"{string.Join(", ", same.Select(member => member.Name))} share the id {same.Key}"));
    }

    private static IEnumerable<(string Name, string? Id)> Of(TypeDeclarationSyntax type) =>
        Parameters(type).Concat(type.Members.SelectMany(Stored));

    private static IEnumerable<(string Name, string? Id)> Parameters(TypeDeclarationSyntax type) => type is RecordDeclarationSyntax
        ? (type.ParameterList?.Parameters ?? []).Select(parameter => (parameter.Identifier.Text, IdOf(parameter.AttributeLists)))
        : [];

    private static IEnumerable<(string Name, string? Id)> Stored(MemberDeclarationSyntax member) => member switch
    {
        _ when member.Modifiers.Any(SyntaxKind.StaticKeyword) || member.Modifiers.Any(SyntaxKind.ConstKeyword) => [],
        _ when WireTests.Has(member.AttributeLists, "NonSerialized") => [],
        PropertyDeclarationSyntax property when IsStored(property) => [(property.Identifier.Text, IdOf(property.AttributeLists))],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => (variable.Identifier.Text, IdOf(field.AttributeLists))),
        _ => [],
    };

    private static bool IsStored(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null) ?? false;

    private static string? IdOf(IEnumerable<AttributeListSyntax> lists) => WireTests.Find(lists, "Id")?.ArgumentList?.Arguments[0].ToString();
}
