using System.Text;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Tests.ValueForms;

/// <summary>
/// Against published values: of the empty input and of the sanity bytes of the reference implementation (xxHash, tests/sanity_test_vectors.h,
/// seed 0), and of the texts that python-xxhash shows.
/// </summary>
public sealed class XxHash64Tests
{
    private const uint Prime32 = 2654435761;
    private const ulong Prime64 = 11400714785074694797;

    [Theory]
    [InlineData(0, 0xEF46DB3751D8E999)]
    [InlineData(1, 0xE934A84ADB052768)]
    [InlineData(4, 0x9136A0DCA57457EE)]
    [InlineData(14, 0x8282DCC4994E35C8)]
    [InlineData(222, 0xB641AE8CB691C174)]
    public void Sanity_bytes_have_the_published_hash(int length, ulong hash)
    {
        var bytes = new byte[length];
        var generator = (ulong)Prime32;
        foreach (ref var octet in bytes.AsSpan())
        {
            octet = (byte)(generator >> 56);
            generator *= Prime64;
        }

        Assert.Equal(hash, XxHash64.Of(bytes));
    }

    [Theory]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Texts_have_the_published_hash(string text, ulong hash) => Assert.Equal(hash, XxHash64.Of(text));

    [Fact]
    public void A_text_is_hashed_as_its_UTF_8_however_long() =>
        Assert.All(Enumerable.Range(0, 700), length => Assert.Equal(XxHash64.Of(Encoding.UTF8.GetBytes(new string('ü', length))), XxHash64.Of(new string('ü', length))));
}
