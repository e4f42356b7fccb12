using System.Globalization;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.ValueForms;

public sealed class MomentTests
{
    [Theory]
    [InlineData("2025-11-11T09:30:00Z")]
    [InlineData("2025-11-11T09:30:00.5Z")]
    [InlineData("2025-11-11T09:30:00.000001Z")]
    [InlineData("2025-11-11T09:30:00.12345Z")]
    [InlineData("2025-11-11T09:30:09.9Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public void A_moment_reads_back_as_it_is_written(string text)
    {
        Assert.True(Moments.TryParse(text, out var moment));
        Assert.Equal(text, Moments.Format(moment));
    }

    [Fact]
    public void Fractions_are_cut_to_microseconds_without_needless_zeros()
    {
        var random = new Random(7);
        for (var number = 0; number < 2_000; number++)
        {
            var moment = new DateTimeOffset(random.NextInt64(DateTimeOffset.MaxValue.UtcTicks) / (number % 9 == 0 ? 10_000_000 : 1), TimeSpan.Zero);
            Assert.Equal(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture), Moments.Format(moment));
        }
    }
}
