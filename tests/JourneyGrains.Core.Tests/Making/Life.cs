using System.Collections.Frozen;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Journeys;
using JourneyGrains.Core.Messaging;

namespace JourneyGrains.Core.Tests.Making;

/// <summary>One customer's life under some definitions: what is due is taken before what arrives, as every shell does.</summary>
internal sealed class Life(DefinitionSet definitions)
{
    private int events;

    public CustomerState State { get; set; } = CustomerState.New("c-1");

    public DefinitionSet Definitions { get; set; } = definitions;

    public List<TranscriptEntry> Entries { get; } = [];

    /// <summary>Messages decided so far, withdrawn ones too.</summary>
    public List<Message> Decided { get; } = [];

    /// <summary>What was added to the totals of results.</summary>
    public List<KeyValuePair<string, long>> Counts { get; } = [];

    /// <summary>The newest message decided.</summary>
    public Message Newest => Decided[^1];

    /// <summary>Identified with an e-mail address and with consent to marketing by it.</summary>
    public static Life Reachable(DefinitionSet definitions)
    {
        var life = new Life(definitions);
        life.On("0s", EventTypes.CustomerIdentified, ("email", "ada@example.org"), ("firstName", "Ada"));
        life.Consent("0s", "email", true);
        return life;
    }

    /// <summary>Reachable, under a first edition that has this journey.</summary>
    public static Life Published(Journey journey)
    {
        var life = Reachable(Make.Definitions(journey).Published(1, []));
        life.State = life.State with { Edition = 1 };
        return life;
    }

    /// <summary>A second edition comes in force, in a turn of its own; the journey's older version is kept.</summary>
    public Turn Publish(string at, Journey journey, Journey older)
    {
        Definitions = Make.Definitions(journey).Published(2, [new(older, FrozenDictionary<string, TemplateInfo>.Empty)]);
        Until(at);
        return Take(new DefinitionsInput(2, 1), at);
    }

    /// <summary>An event that arrives when it happens.</summary>
    public Turn On(string at, string type, params ReadOnlySpan<(string Name, object? Value)> properties) =>
        Arrive(at, Make.Event($"e-{++events}", type, at, properties));

    /// <summary>An event that arrives later than it happened.</summary>
    public Turn Late(string at, string happened, string type, params ReadOnlySpan<(string Name, object? Value)> properties) =>
        Arrive(at, Make.Event($"e-{++events}", type, happened, properties));

    public Turn Arrive(string at, CustomerEvent input, long offset = -1)
    {
        Until(at);
        return Take(new EventInput(input, offset), at);
    }

    public Turn Consent(string at, string channel, bool granted, string purpose = "marketing") =>
        On(at, EventTypes.ConsentChanged, ("channel", channel), ("purpose", purpose), ("granted", granted));

    public Turn Cart(string at, string cart, decimal value) => On(at, EventTypes.CartUpdated, ("cartId", cart), ("value", value));

    public Turn Order(string at, string order, decimal total, string? cart = null) =>
        On(at, EventTypes.OrderPlaced, ("orderId", order), ("total", total), ("cartId", cart));

    public Turn Refund(string at, string order, decimal? amount = null) =>
        On(at, EventTypes.OrderRefunded, ("orderId", order), ("amount", amount));

    /// <summary>A service lets the customer enter; what is due before is taken first, as the grain does.</summary>
    public Turn Enter(string at, string command, string journey, params ReadOnlySpan<(string Name, object? Value)> data)
    {
        Until(at);
        return Take(new EnterCommand(command, journey, Make.Properties(data)), at);
    }

    public Turn Wave(string at, string campaign, string wave) => Take(new WaveInput(campaign, wave), at);

    public Turn Clear(string at, Message message) => Take(new ClearanceInput(message.Id), at);

    public Turn Settle(string at, Message message, HandOverOutcome outcome) => Take(new HandOverInput(message.Id, outcome), at);

    /// <summary>The message goes all the way out.</summary>
    public void HandOver(string at, Message message)
    {
        Assert.NotNull(Clear(at, message).Cleared);
        Settle(at, message, HandOverOutcome.Accepted("250 OK"));
    }

    /// <summary>Takes what is due before that moment and hands over what may go, each at its own time, as the simulator does.</summary>
    public void Flow(string until)
    {
        Drain();
        while (Customer.CatchUp(State, Make.At(until), Definitions) is { } turn)
        {
            Keep(turn);
            Drain();
        }
    }

    /// <summary>Hands over what waits for nothing but its channel, now.</summary>
    public void Drain()
    {
        while (State.Outbox.FirstOrDefault(message => message.RetryAt is null) is { } ready)
        {
            if (Keep(Customer.Take(State, new ClearanceInput(ready.Id), State.Clock, Definitions)).Cleared is not null)
            {
                Keep(Customer.Take(State, new HandOverInput(ready.Id, HandOverOutcome.Accepted("250 OK")), State.Clock, Definitions));
            }
        }
    }

    /// <summary>When which template was handed over.</summary>
    public IEnumerable<(string Template, DateTimeOffset At)> Out => Entries
        .SelectMany(entry => entry.Lines, (entry, line) => (entry, line))
        .Where(pair => pair.line.Kind == LineKind.HandedOver)
        .Select(pair => (pair.line.Text.Split(' ')[0], pair.entry.At));

    /// <summary>Takes what is due before that moment, each at its own time.</summary>
    public void Until(string at)
    {
        while (Customer.CatchUp(State, Make.At(at), Definitions) is { } turn)
        {
            Keep(turn);
        }
    }

    public Turn Take(Input input, string at) => Keep(Customer.Take(State, input, Make.At(at), Definitions));

    public IEnumerable<TranscriptLine> Lines(LineKind kind) => Entries.SelectMany(entry => entry.Lines).Where(line => line.Kind == kind);

    public int Count(LineKind kind) => Lines(kind).Count();

    /// <summary>The texts of what the newest entry tells of that kind.</summary>
    public IEnumerable<string> Told(LineKind kind) => Entries[^1].Lines.Where(line => line.Kind == kind).Select(line => line.Text);

    private Turn Keep(Turn turn)
    {
        State = turn.State;
        Counts.AddRange(turn.Counts);
        Decided.AddRange(turn.Decided);
        if (turn.Entry is { } entry)
        {
            Entries.Add(entry);
        }

        return turn;
    }
}
