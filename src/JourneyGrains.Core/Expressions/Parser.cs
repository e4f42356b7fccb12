using System.Collections.Immutable;

namespace JourneyGrains.Core.Expressions;

/// <summary>Reads an expression by CEL's grammar: conditional, or, and, relations, sums, products, negation, members.</summary>
internal sealed class Parser
{
    private readonly Lexer lexer;
    private Token token;
    private int depth;

    public Parser(string source)
    {
        lexer = new(source);
        token = lexer.Next();
    }

    public Syntax Parse()
    {
        if (token.Kind == TokenKind.End)
        {
            throw new ExpressionException(0, "An expression is needed here.");
        }

        var syntax = Conditional();
        return token.Kind == TokenKind.End ? syntax : throw Unexpected("the end, or an operator");
    }

    private static int Strength(Token token) => token.Kind != TokenKind.Symbol
        ? 0
        : token.Text switch
        {
            "||" => 1,
            "&&" => 2,
            "==" or "!=" or "<" or "<=" or ">" or ">=" or "in" => 3,
            "+" or "-" => 4,
            "*" or "/" or "%" => 5,
            _ => 0,
        };

    private Syntax Conditional()
    {
        Enter();
        var condition = Binary(1);
        if (!Take("?"))
        {
            depth--;
            return condition;
        }

        var then = Conditional();
        Require(":");
        var otherwise = Conditional();
        depth--;
        return new ConditionalSyntax(condition.Start, otherwise.End, condition, then, otherwise);
    }

    private Syntax Binary(int weakest)
    {
        var left = Unary();
        while (Strength(token) is var strength && strength >= weakest)
        {
            var symbol = Advance().Text;
            var right = Binary(strength + 1);
            left = new BinarySyntax(left.Start, right.End, symbol, left, right);
        }

        return left;
    }

    private Syntax Unary()
    {
        if (!Is("!") && !Is("-"))
        {
            return Members(Primary());
        }

        Enter();
        var symbol = Advance();
        var operand = Unary();
        depth--;
        return new UnarySyntax(symbol.Start, operand.End, symbol.Text, operand);
    }

    private Syntax Members(Syntax target)
    {
        while (true)
        {
            if (Take("."))
            {
                var name = token.Kind == TokenKind.Name || Is("in") ? Advance() : throw Unexpected("a name");
                target = Is("(")
                    ? Call(target.Start, name, target)
                    : new MemberSyntax(target.Start, name.End, target, name.Text);
            }
            else if (Take("["))
            {
                var index = Conditional();
                target = new IndexSyntax(target.Start, Require("]").End, target, index);
            }
            else
            {
                return target;
            }
        }
    }

    private Syntax Primary()
    {
        var first = token;
        if (first.Kind == TokenKind.Literal)
        {
            Advance();
            return new LiteralSyntax(first.Start, first.End, first.Literal);
        }

        if (first.Kind == TokenKind.Name)
        {
            Advance();
            return Is("(") ? Call(first.Start, first, null) : new NameSyntax(first.Start, first.End, first.Text);
        }

        if (Take("("))
        {
            var inner = Conditional();
            return inner with { Start = first.Start, End = Require(")").End };
        }

        if (Take("["))
        {
            var items = List("]", out var end);
            return new ListSyntax(first.Start, end, items);
        }

        throw Unexpected("a value, a field or a function");
    }

    private CallSyntax Call(int start, Token name, Syntax? target)
    {
        Require("(");
        var arguments = List(")", out var end);
        return new(start, end, name.Start, name.Text, target is null ? arguments : arguments.Insert(0, target));
    }

    private ImmutableArray<Syntax> List(string close, out int end)
    {
        var items = ImmutableArray.CreateBuilder<Syntax>();
        while (!Is(close))
        {
            items.Add(Conditional());
            if (!Take(","))
            {
                break;
            }
        }

        end = Require(close).End;
        return items.ToImmutable();
    }

    private void Enter()
    {
        if (++depth > ExpressionCompiler.NestingMax)
        {
            throw new ExpressionException(
                token.Start, $"Nested deeper than {ExpressionCompiler.NestingMax} levels. Split it by 'set' steps.");
        }
    }

    private bool Is(string symbol) => token.Kind == TokenKind.Symbol && token.Text == symbol;

    private bool Take(string symbol)
    {
        if (!Is(symbol))
        {
            return false;
        }

        Advance();
        return true;
    }

    private Token Require(string symbol) => Is(symbol) ? Advance() : throw Unexpected($"'{symbol}'");

    private Token Advance()
    {
        var taken = token;
        token = lexer.Next();
        return taken;
    }

    private ExpressionException Unexpected(string wanted) => token.Kind == TokenKind.End
        ? new(token.Start, $"The expression ends where {wanted} is needed.")
        : token.Text switch
        {
            "and" or "AND" => new(token.Start, "'and' is written &&.", "&&"),
            "or" or "OR" => new(token.Start, "'or' is written ||.", "||"),
            _ => new(token.Start, $"'{token.Text}' stands where {wanted} is needed."),
        };
}
