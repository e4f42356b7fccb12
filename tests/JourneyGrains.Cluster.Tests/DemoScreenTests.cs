using JourneyGrains.Core.Customers;
using JourneyGrains.Silo.Demo;
using Spectre.Console;

namespace JourneyGrains.Cluster.Tests;

public sealed class DemoScreenTests
{
    private const int Width = 100;
    private static readonly DateTimeOffset Noon = new(2025, 11, 11, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(LineKind.NotEntered, "cart-04553-1", "  12:00:00  c-04553   not entered      cart-recovery [cart-04553-1]: Not entered: no.")]
    [InlineData(LineKind.Sent, "k", "  12:00:00  c-04553   decided          cart-recovery [k]: Not entered: no.")]
    [InlineData(LineKind.NotInAudience, null, "  12:00:00  c-04553   not in audience  cart-recovery: Not entered: no.")]
    public void A_decision_is_told_in_the_words_of_the_transcript(LineKind kind, string? key, string expected) =>
        Assert.Equal(expected, Shown(new(kind, "Not entered: no.", "cart-recovery", key)));

    [Fact]
    public void A_long_decision_stays_on_its_line()
    {
        var shown = Shown(new(LineKind.NotInAudience, new string('x', 2 * Width), "cart-recovery", "k"));

        Assert.Equal(Width, shown.Length);
        Assert.EndsWith("x…", shown, StringComparison.Ordinal);
    }

    private static string Shown(TranscriptLine line)
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = Width;
        new DemoScreen(console).Decision(new(Noon, "c-04553", line));
        return written.ToString().TrimEnd('\n', '\r');
    }
}
