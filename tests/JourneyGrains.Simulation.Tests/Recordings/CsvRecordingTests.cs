using JourneyGrains.Core.Values;
using JourneyGrains.Simulation.Recordings;
using JourneyGrains.Simulation.Recordings.Csv;

namespace JourneyGrains.Simulation.Tests.Recordings;

public sealed class CsvRecordingTests : IDisposable
{
    private const string Orders = """
        file: orders.csv
        lookup:
          customers: { file: customers.csv, key: customer_id }
          payments: { file: payments.csv, key: order_id, sum: [amount] }
        where:
          - { column: status, in: [delivered, shipped] }
        events:
          - type: order.placed
            id: "{order_id}-placed"
            customer: "{person}"
            time: placed
            properties:
              orderId: { from: order_id }
              total: { from: payments.amount, as: number, default: 0 }
              gift: { from: gift, as: bool }
              promisedAt: { from: promised, as: time, format: dd/MM/yyyy }
              label: { text: "order {order_id} of line {line}" }
              currency: BRL
          - type: shipment.delivered
            when: { column: delivered, notEmpty: true }
            id: "{order_id}-delivered"
            customer: "{customers.person}"
            time: { from: delivered, format: "yyyy-MM-dd HH:mm" }
        """;

    private const string Header = "order_id,customer_id,status,placed,delivered,promised,gift\n";

    private readonly TemporaryFolder folder = new();
    private readonly List<BadLine> bad = [];

    public CsvRecordingTests()
    {
        folder.Write("customers.csv", "customer_id,person\nc-1,ana\nc-2,ben\n");
        folder.Write("payments.csv", "order_id,amount\no-1,10.50\no-1,4.50\no-2,7\no-2,many\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_row_gives_its_events_joined_with_the_other_files()
    {
        var events = Read("o-1,c-1,delivered,2025-11-11 09:00:00,2025-11-13 10:00,12/11/2025,1\n");
        Assert.Equal(["o-1-placed", "o-1-delivered"], events.Select(one => one.Event.Id));
        var placed = events[0].Event;
        Assert.Equal("ana", placed.CustomerId);
        Assert.Equal(new DateTimeOffset(2025, 11, 11, 9, 0, 0, TimeSpan.Zero), placed.Time);
        Assert.Equal(Value.Of(15m), placed["total"]);
        Assert.Equal(Value.True, placed["gift"]);
        Assert.Equal(Value.Of(new DateTimeOffset(2025, 11, 12, 0, 0, 0, TimeSpan.Zero)), placed["promisedAt"]);
        Assert.Equal(Value.Of("order o-1 of line 2"), placed["label"]);
        Assert.Equal(Value.Of("BRL"), placed["currency"]);
    }

    [Fact]
    public void Empty_columns_give_no_property_no_event_or_the_default()
    {
        var placed = Assert.Single(Read("o-9,c-2,shipped,2025-11-11 09:00:00,,,\n")).Event;
        Assert.Equal(Value.Of(0m), placed["total"]);
        Assert.True(placed["promisedAt"].IsNull);
    }

    [Fact]
    public void Rows_that_do_not_meet_the_condition_give_nothing()
    {
        Assert.Empty(Read("o-1,c-1,canceled,2025-11-11 09:00:00,,,\n"));
        Assert.DoesNotContain(bad, line => line.File == "orders.csv");
    }

    [Fact]
    public void Events_come_in_order_of_arrival_then_line_then_mapping()
    {
        var events = Read(
            """
            o-3,c-1,shipped,2025-11-12 09:00:00,,,
            o-2,c-1,delivered,2025-11-11 09:00:00,2025-11-11 09:00,,
            o-1,c-1,shipped,2025-11-11 09:00:00,,,
            """);
        Assert.Equal(["o-2-placed", "o-2-delivered", "o-1-placed", "o-3-placed"], events.Select(one => one.Event.Id));
    }

    [Fact]
    public void Bad_rows_are_reported_with_file_line_and_reason_and_the_rest_is_read()
    {
        var huge = new string('x', 300_000);
        var events = Read(
            $"""
            o-1,c-1,shipped,yesterday,,,
            o-2,c-1,shipped,2025-11-11 09:00:00,,,perhaps
            o-3,c-1,shipped
            o-4,c-1,"ship"ped,2025-11-11 09:00:00,,,
            o-5,c-1,"shipped,2025-11-11 09:00:00,,,
            {huge},c-1,shipped,2025-11-11 09:00:00,,,
            o-7,c-1,shipped,2025-11-11 09:00:00,,,
            o-8,c-1,sh
            """);
        Assert.Equal("o-7-placed", Assert.Single(events).Event.Id);
        Assert.Equal(
            [
                "orders.csv:2: 'placed' is not a time: 'yesterday'.",
                "orders.csv:3: 'gift' is not a bool: 'perhaps'.",
                "orders.csv:4: The row does not have the 7 columns that the first row names.",
                "orders.csv:5: A quotation mark stands where none may be; within quotes it is doubled.",
                "orders.csv:6: A quoted field goes over the end of the line. If that is meant, put 'multiline: true' into the mapping.",
                "orders.csv:7: The line has 300035 bytes; 262144 are allowed.",
                "orders.csv:9: The row does not have the 7 columns that the first row names.",
                "payments.csv:5: 'amount' is not a number.",
            ],
            bad.OrderBy(line => line.File, StringComparer.Ordinal).ThenBy(line => line.Line).Select(line => line.ToString()));
    }

    [Fact]
    public void A_file_may_be_given_instead_of_its_folder()
    {
        var file = folder.Write("other.csv", Header + "o-1,c-1,shipped,2025-11-11 09:00:00,,,\n");
        Assert.Single(Recording.Read(file, folder.Write("map.yaml", Orders), bad.Add));
    }

    [Theory]
    [InlineData("{person}", "{persn}", "There is no column 'persn'; there are order_id, customer_id")]
    [InlineData("key: customer_id", "key: id", "The lookup 'customers' names the column 'id', which customers.csv does not have.")]
    [InlineData("\"{person}\"", "\"{person\"", "A brace is not closed in '{person'.")]
    [InlineData("as: number", "as: money", "map.yaml:14:43: 'money' is not a kind; known are text, number, time and bool.")]
    [InlineData("  - type: order.placed", "  - typ: order.placed", "map.yaml:8:5: 'typ' is not known here; known are type, when")]
    [InlineData("    time: placed", "    properties2: x", "'properties2' is not known here")]
    [InlineData("{ column: status, in: [delivered, shipped] }", "{ column: status }", "A condition asks for 'equals', 'in' or 'notEmpty'.")]
    [InlineData("file: orders.csv", "delimiter: tab", "A delimiter is one ASCII character")]
    public void A_wrong_mapping_is_told_with_what_to_do(string right, string wrong, string expected)
    {
        var mapping = folder.Write("map.yaml", Orders.Replace(right, wrong, StringComparison.Ordinal));
        folder.Write("orders.csv", Header);
        var error = Assert.Throws<MappingException>(() => Recording.Read(folder.Path, mapping, bad.Add).ToList());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private List<RecordedEvent> Read(string rows)
    {
        folder.Write("orders.csv", Header + rows);
        return Recording.Read(folder.Path, folder.Write("map.yaml", Orders), bad.Add).ToList();
    }
}
