using System.Collections.Immutable;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>A part of a parsed expression with the characters of the source it stands in.</summary>
internal abstract record Syntax(int Start, int End);

internal sealed record LiteralSyntax(int Start, int End, Value Value) : Syntax(Start, End);

internal sealed record NameSyntax(int Start, int End, string Name) : Syntax(Start, End);

internal sealed record MemberSyntax(int Start, int End, Syntax Target, string Name) : Syntax(Start, End);

internal sealed record IndexSyntax(int Start, int End, Syntax Target, Syntax At) : Syntax(Start, End);

/// <param name="NameStart">Where the function's name stands; before it the target, if it is called as a method.</param>
internal sealed record CallSyntax(int Start, int End, int NameStart, string Name, ImmutableArray<Syntax> Arguments) : Syntax(Start, End);

internal sealed record UnarySyntax(int Start, int End, string Operator, Syntax Operand) : Syntax(Start, End);

internal sealed record BinarySyntax(int Start, int End, string Operator, Syntax Left, Syntax Right) : Syntax(Start, End);

internal sealed record ConditionalSyntax(int Start, int End, Syntax Condition, Syntax Then, Syntax Else) : Syntax(Start, End);

internal sealed record ListSyntax(int Start, int End, ImmutableArray<Syntax> Items) : Syntax(Start, End);
