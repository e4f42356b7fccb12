namespace JourneyGrains.Definitions.Tests;

public class SampleTests
{
    [Fact]
    public void Every_sample_loads_without_a_problem()
    {
        var loaded = DefinitionReader.Read(SourceFolder.Samples);

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(
            ["cart-recovery", "feedback-request", "late-shipment", "sale-expiring", "welcome"],
            loaded.Definitions!.Journeys.Select(journey => journey.Name));
        Assert.Equal("last-call", Assert.Single(loaded.Definitions.Campaign("flash-sale")!.Waves).Name);
        Assert.Equal(3, loaded.Definitions.Programme!.Tiers.Length);
    }

    [Fact]
    public void The_sample_of_a_festival_loads_without_a_problem()
    {
        var loaded = DefinitionReader.Read(SourceFolder.Festival);

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(["advice", "cart-rescue", "thanks"], loaded.Definitions!.Journeys.Select(journey => journey.Name));
        Assert.Equal("https://advice.example/v1/next", Assert.Single(loaded.Calls).Url.AbsoluteUri);
    }
}
