using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using JourneyGrains.Benchmarks.Days;
using Perfolizer.Horology;

if (args is ["turns"])
{
    DayTurns.Run(Console.Out);
    return;
}

// In this process: the toolchain that would build a project of its own does not know this version of .NET.
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(200)).WithWarmupCount(3).WithIterationCount(8))
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddExporter(MarkdownExporter.GitHub)
    .AddLogger(ConsoleLogger.Default)
    .WithOption(ConfigOptions.DisableOptimizationsValidator, true);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
