using System.CommandLine;
using JourneyGrains.Load;

var customers = Number("--customers", "Customers who are known.", 5_000);
var events = Number("--events", "Events of the run at full speed.", 60_000);
var rate = Number("--rate", "Events per second of the run at a fixed rate.", 1_000);
var rateSeconds = Number("--rate-seconds", "How long the fixed rate is held.", 20);
var baseline = Number("--baseline-seconds", "How long each baseline runs, at most.", 5);
var seed = Number("--seed", "Another seed is another order of events.", 1);
var data = new Option<string>("--data")
{
    Description = "A folder for the databases, on the disk to be measured.",
    DefaultValueFactory = _ => Path.Combine("data", "load"),
};
var report = new Option<string?>("--report") { Description = "Also write the report to this file." };
var note = new Option<string>("--note") { Description = "What a reader of the report must know.", DefaultValueFactory = _ => "" };

var command = new RootCommand("Measures a silo in this process, from published to handed over, beside what bounds it.")
{
    customers, events, rate, rateSeconds, baseline, seed, data, report, note,
};
command.SetAction((parsed, cancellation) => LoadRun.ExecuteAsync(
    new(
        parsed.GetValue(customers),
        parsed.GetValue(events),
        parsed.GetValue(rate),
        parsed.GetValue(rateSeconds),
        parsed.GetValue(baseline),
        parsed.GetValue(seed),
        parsed.GetValue(data)!,
        parsed.GetValue(report),
        parsed.GetValue(note)!),
    string.Join(' ', args),
    cancellation));
return await command.Parse(args).InvokeAsync();

static Option<int> Number(string name, string description, int byDefault)
{
    var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
    option.Validators.Add(result =>
    {
        if (result.GetValue(option) is < 1 or > 10_000_000)
        {
            result.AddError($"{name} is to be from 1 to 10,000,000.");
        }
    });
    return option;
}
