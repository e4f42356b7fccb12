using System.Globalization;
using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Calls;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Simulation.Calls;

/// <summary>
/// Answers from a file of JSON Lines: {"url", "method"?, "customer"?, "status"?, "body"?}. An address ends in * where only its beginning counts; of
/// several lines that fit a call the first does. A status of 200 to 299 answers it, any other fails it.
/// </summary>
public sealed class StubbedAnswers : ICallAnswers
{
    private const int LinesMax = 1_000_000;

    private readonly List<Stub> general = [];
    private readonly Dictionary<string, List<Stub>> byCustomer = new(StringComparer.Ordinal);

    /// <exception cref="FileNotFoundException">There is no such file; it says what to do.</exception>
    /// <exception cref="InvalidDataException">A line is none such; it says which and why.</exception>
    public StubbedAnswers(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"There are no answers '{path}'. --calls names a file of JSON Lines like {{\"url\":\"https://scores.example/*\",\"body\":{{\"score\":80}}}}, "
                    + "or a folder that 'log export' wrote.", path);
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (number > LinesMax)
            {
                throw new InvalidDataException($"{Path.GetFileName(path)} has more than {LinesMax} lines.");
            }

            if (line.AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            try
            {
                Add(Read(line, number));
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
            {
                throw new InvalidDataException($"{Path.GetFileName(path)}:{number}: {error.Message}", error);
            }
        }
    }

    public HandOverOutcome? To(ClearedMessage call)
    {
        var stub = byCustomer.GetValueOrDefault(call.CustomerId, []).Concat(general).Where(one => one.Fits(call.Message.Call!)).MinBy(one => one.Number);
        return stub is null ? null
            : stub.Status is >= 200 and < 300 ? HandOverOutcome.Accepted($"HTTP {stub.Status}") with { Answer = new(stub.Status, stub.Body) }
            : new(HandOverResult.Refused, $"HTTP {stub.Status}");
    }

    private void Add(Stub stub)
    {
        if (stub.Customer is null)
        {
            general.Add(stub);
        }
        else if (byCustomer.TryGetValue(stub.Customer, out var known))
        {
            known.Add(stub);
        }
        else
        {
            byCustomer[stub.Customer] = [stub];
        }
    }

    private static Stub Read(string line, int number)
    {
        using var parsed = JsonDocument.Parse(line);
        string? url = null, method = null, customer = null;
        var status = 200;
        var body = Value.Null;
        foreach (var member in parsed.RootElement.EnumerateObject())
        {
            switch (member.Name)
            {
                case "url": url = member.Value.GetString(); break;
                case "method": method = member.Value.GetString(); break;
                case "customer": customer = member.Value.GetString(); break;
                case "status": status = member.Value.GetInt32(); break;
                case "body": body = EventJson.ReadProperties(Encoding.UTF8.GetBytes(member.Value.GetRawText())); break;
                default: throw new FormatException($"unknown member '{member.Name}'; known are url, method, customer, status and body");
            }
        }

        if (status is < 100 or > 599)
        {
            throw new FormatException($"{status.ToString(CultureInfo.InvariantCulture)} is no status of HTTP");
        }

        return new(number, url ?? throw new FormatException("'url' is missing"), method, customer, status, body);
    }

    private sealed record Stub(int Number, string Url, string? Method, string? Customer, int Status, Value Body)
    {
        public bool Fits(CallRequest call) => (Method is null || Method == call.Method)
            && (Url.EndsWith('*') ? call.Url.AsSpan().StartsWith(Url.AsSpan(0, Url.Length - 1), StringComparison.Ordinal) : call.Url == Url);
    }
}
