using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JourneyGrains.Architecture.Tests.Wire;

/// <summary>What goes over the wire keeps its meaning when a type or a member is renamed or moved.</summary>
public sealed class WireTests
{
    private const string Contracts = "src/JourneyGrains.Contracts/";

    [Fact]
    public void Every_serialised_type_of_the_contracts_has_an_alias() =>
        Violations.None(
            "Give it [Alias(\"journeygrains.…\")].",
            from type in Types(Contracts)
            where Has(type.Node.AttributeLists, "GenerateSerializer") && AliasOf(type.Node.AttributeLists) is null
            select $"{type.File}: {type.Node.Identifier}");

    [Fact]
    public void Every_serialised_member_of_the_contracts_has_its_own_id() =>
        Violations.None(
            "Give it [Id(n)], and never an n that was used before.",
            from type in Types(Contracts)
            where Has(type.Node.AttributeLists, "GenerateSerializer") && type.Node is TypeDeclarationSyntax
            from problem in WireMembers.Problems((TypeDeclarationSyntax)type.Node)
            select $"{type.File}: {type.Node.Identifier}: {problem}");

    [Fact]
    public void Every_grain_interface_of_the_contracts_and_each_of_its_methods_has_an_alias() =>
        Violations.None(
            "Give it [Alias(\"…\")].",
            from type in Types(Contracts)
            where type.Node is InterfaceDeclarationSyntax && type.Node.Identifier.Text.EndsWith("Grain", StringComparison.Ordinal)
            from missing in ((InterfaceDeclarationSyntax)type.Node).Members.OfType<MethodDeclarationSyntax>()
                .Where(method => AliasOf(method.AttributeLists) is null).Select(method => method.Identifier.Text)
                .Concat(AliasOf(type.Node.AttributeLists) is null ? ["the interface itself"] : [])
            select $"{type.File}: {type.Node.Identifier}: {missing}");

    [Fact]
    public void No_two_types_have_the_same_alias() =>
        Violations.None(
            "An alias names one type.",
            from type in Types("src/")
            let alias = AliasOf(type.Node.AttributeLists)
            where alias is not null
            group type.Node.Identifier.Text by alias into named
            where named.Count() > 1
            select $"{named.Key}: {string.Join(", ", named)}");

    [Fact]
    public void No_two_methods_of_an_interface_have_the_same_alias() =>
        Violations.None(
            "An alias names one method.",
            from type in Types("src/")
            where type.Node is InterfaceDeclarationSyntax
            from method in ((InterfaceDeclarationSyntax)type.Node).Members.OfType<MethodDeclarationSyntax>()
            let alias = AliasOf(method.AttributeLists)
            where alias is not null
            group method.Identifier.Text by (Interface: type.Node.Identifier.Text, Alias: alias) into named
            where named.Count() > 1
            select $"{named.Key.Interface}: {named.Key.Alias}: {string.Join(", ", named)}");

    internal static bool Has(IEnumerable<AttributeListSyntax> lists, string name) => Find(lists, name) is not null;

    internal static AttributeSyntax? Find(IEnumerable<AttributeListSyntax> lists, string name) => lists
        .SelectMany(list => list.Attributes)
        .FirstOrDefault(attribute => attribute.Name.ToString().Split('.')[^1] is var found && (found == name || found == name + "Attribute"));

    private static string? AliasOf(IEnumerable<AttributeListSyntax> lists) =>
        Find(lists, "Alias")?.ArgumentList?.Arguments[0].Expression.ToString();

    private static IEnumerable<(string File, BaseTypeDeclarationSyntax Node)> Types(string folder) =>
        from file in SourceTree.Code(folder)
        from node in CSharpSyntaxTree.ParseText(file.Text()).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        select (file.Name, node);
}
