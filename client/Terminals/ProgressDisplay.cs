using Spectre.Console;

namespace JourneyGrains.CommandLine.Terminals;

/// <summary>How far something is.</summary>
/// <param name="Fraction">0 to 1; null where the end is not known.</param>
internal readonly record struct ProgressStep(double? Fraction, string Text);

/// <summary>A bar for a person; for a log, a line now and then. On standard error, so that results can be piped.</summary>
internal sealed class ProgressDisplay(Terminal terminal)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public Task<T> RunAsync<T>(string title, Func<IProgress<ProgressStep>, Task<T>> work) =>
        terminal.ErrorIsPerson ? WithBarAsync(title, work) : work(new Lines(terminal.Error, title, terminal.Time));

    private Task<T> WithBarAsync<T>(string title, Func<IProgress<ProgressStep>, Task<T>> work) =>
        terminal.ErrorScreen.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(title), maxValue: 1), title)));

    private sealed class Bar(ProgressTask task, string title) : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value)
        {
            task.IsIndeterminate = value.Fraction is null;
            task.Value = value.Fraction ?? 0;
            task.Description = Markup.Escape($"{title}  {value.Text}");
        }
    }

    private sealed class Lines(TextWriter writer, string title, TimeProvider time) : IProgress<ProgressStep>
    {
        private readonly Lock gate = new();
        private long written = time.GetTimestamp();

        public void Report(ProgressStep value)
        {
            lock (gate)
            {
                if (time.GetElapsedTime(written) >= LineEvery)
                {
                    written = time.GetTimestamp();
                    writer.WriteLine(value.Fraction is { } part
                        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{title}  {part:P0}  {value.Text}")
                        : $"{title}  {value.Text}");
                }
            }
        }
    }
}
