using JourneyGrains.Core.Events;
using JourneyGrains.Simulation.Recordings;

namespace JourneyGrains.Simulation.Tests.Recordings;

public class SharedRecordingsTests
{
    [SkippableFact]
    public void Rees46_gives_every_event_and_its_cut_row_is_reported_with_its_line()
    {
        var bad = new List<BadLine>();
        var mapping = SharedData.Sample("mappings/rees46.mapping.yaml");
        var events = Recording.Read(SharedData.Folder("rees46-sample"), mapping, bad.Add).ToList();
        var counts = events.CountBy(one => one.Event.Type).ToDictionary();
        Assert.Equal(
            new Dictionary<string, int>
            {
                [EventTypes.ProductViewed] = 17055,
                [EventTypes.CustomerIdentified] = 165,
                [EventTypes.ConsentChanged] = 165,
                [EventTypes.CartUpdated] = 165,
                [EventTypes.OrderPlaced] = 214,
            },
            counts);
        Assert.Equal(
            "2019-Oct_first-17k.csv.gz:17436: The row does not have the 9 columns that the first row names.",
            Assert.Single(bad).ToString());
        Assert.All(events, one => Assert.Null(EventChecks.Check(one.Event, one.Arrival).Refusal));
    }

    [SkippableFact]
    public void Olist_gives_an_order_a_row_and_a_shipment_where_there_is_one()
    {
        var bad = new List<BadLine>();
        var events = Recording.Read(SharedData.Folder("olist-sample"), SharedData.Sample("mappings/olist.mapping.yaml"), bad.Add).ToList();
        Assert.Empty(bad);
        Assert.Equal(8135, events.Count(one => one.Event.Type == EventTypes.OrderPlaced));
        Assert.Equal(events.Select(one => one.Arrival).Order(), events.Select(one => one.Arrival));
        Assert.All(events, one => Assert.Null(EventChecks.Check(one.Event, one.Arrival).Refusal));
    }
}
