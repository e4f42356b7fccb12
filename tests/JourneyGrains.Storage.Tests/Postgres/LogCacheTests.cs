using JourneyGrains.Storage.Postgres;

namespace JourneyGrains.Storage.Tests.Postgres;

public sealed class LogCacheTests
{
    private readonly LogCache cache = new(2);

    [Fact]
    public void A_time_that_was_found_by_the_clock_is_not_kept_where_the_store_has_turned_to_its_logs_time()
    {
        Assert.Equal(2_026, cache.Give(0, "router", 2_026, cache.Follows));
        var known = cache.Follows;
        cache.Decided(true);

        Assert.Null(cache.Give(0, "router", 2_027, known));
        Assert.Equal(2_025, cache.Give(0, "router", 2_025, cache.Follows));
    }

    [Fact]
    public void A_time_never_goes_back_also_where_the_store_keeps_its_own()
    {
        Assert.Equal(5, cache.Give(0, "router", 5, cache.Follows));
        cache.Decided(false);
        Assert.Equal(5, cache.Give(0, "router", 4, null));
        Assert.Equal(6, cache.Give(0, "router", 6, cache.Follows));
        Assert.Equal(1, cache.Give(1, "router", 1, cache.Follows));
    }
}
