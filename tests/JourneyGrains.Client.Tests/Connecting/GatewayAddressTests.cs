using System.Net;
using JourneyGrains.Client.Connecting;

namespace JourneyGrains.Client.Tests.Connecting;

public sealed class GatewayAddressTests
{
    [Theory]
    [InlineData("10.0.0.7:30000", "10.0.0.7", 30000)]
    [InlineData("localhost:40000", "127.0.0.1", 40000)]
    [InlineData("[::1]:30001", "::1", 30001)]
    public void A_gateway_is_host_and_port(string text, string address, int port) =>
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), port), Assert.Single(GatewayAddress.Resolve(text)));

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData(":30000")]
    [InlineData("host:port")]
    [InlineData("host:0")]
    [InlineData("host:70000")]
    [InlineData("")]
    public void Anything_else_is_refused_with_an_example(string text) =>
        Assert.Contains("127.0.0.1:30000", Assert.Throws<FormatException>(() => GatewayAddress.Resolve(text)).Message, StringComparison.Ordinal);
}
