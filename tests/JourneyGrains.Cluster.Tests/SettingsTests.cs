using JourneyGrains.Core.Messaging;
using JourneyGrains.Delivery;
using JourneyGrains.Silo.Hosting;
using JourneyGrains.Silo.Settings;
using Microsoft.Extensions.Configuration;

namespace JourneyGrains.Cluster.Tests;

/// <summary>Settings are taken as they are meant, or refused by name.</summary>
public class SettingsTests
{
    private static readonly Brand Brand = new() { Channels = [new("email", "email"), new("sms", "phone")] };

    [Theory]
    [InlineData("Databse", "x", "JourneyGrains:Databse is no setting. Did you mean Database?")]
    [InlineData("Partitions", "abc", "JourneyGrains:Partitions is 'abc'; it is a whole number.")]
    [InlineData("HttpOpen", "maybe", "JourneyGrains:HttpOpen is 'maybe'; it is true or false.")]
    [InlineData("HttpPort", "99999", "JourneyGrains:HttpPort is 99999; a port is from 1 to 65535.")]
    [InlineData("HttpPort", "11111", "JourneyGrains:HttpPort and JourneyGrains:SiloPort are the same port, 11111; give each its own.")]
    [InlineData("DrainFor", "60", "JourneyGrains:DrainFor is '60'; write a duration with its units, ")]
    [InlineData("DrainFor", "3d", "JourneyGrains:DrainFor is 3d; it is to be at most 24h.")]
    [InlineData("Database:Path", "x", "JourneyGrains:Database:Path is no setting; JourneyGrains:Database has a value and nothing below it.")]
    [InlineData("Delivery", "Smtp", "JourneyGrains:Delivery is 'Smtp', and stands for a group of settings: ")]
    [InlineData("Delivery:Channels:email", "Smtp", "JourneyGrains:Delivery:Channels:email is 'Smtp', and stands for a group of settings: ")]
    [InlineData("Delivery:Channels:email:Transprot", "Smtp", "JourneyGrains:Delivery:Channels:email:Transprot is no setting. Did you mean Transport?")]
    [InlineData("Delivery:Channels:email:Transport", "7", "JourneyGrains:Delivery:Channels:email:Transport is '7'; known are ")]
    [InlineData("Delivery:Channels:email:Port", "abc", "JourneyGrains:Delivery:Channels:email:Port is 'abc'; it is a whole number.")]
    [InlineData("Delivery:Calls:Hosts:scores:Timeout", "soon", "JourneyGrains:Delivery:Calls:Hosts:scores:Timeout is 'soon'; write a duration ")]
    [InlineData("Client:Membershp", "x", "JourneyGrains:Client:Membershp is no setting. Did you mean Membership?")]
    [InlineData("Client:Publisher:BatchMax", "many", "JourneyGrains:Client:Publisher:BatchMax is 'many'; it is a whole number.")]
    [InlineData("ClusterId", "", "JourneyGrains:ClusterId is empty; give a name, ")]
    [InlineData("ServiceId", "", "JourneyGrains:ServiceId is empty; give a name, ")]
    [InlineData("Client:Publisher:BatchMax", "0", "JourneyGrains:Client:Publisher:BatchMax is 0; it is to be at least 1.")]
    [InlineData("Client:Publisher:Linger", "2d", "JourneyGrains:Client:Publisher:Linger is 2d; it is to be from 0 to 24h.")]
    [InlineData("Client:Gateways:0", "foo", "JourneyGrains:Client:Gateways:0 is 'foo'; write host:port, like 127.0.0.1:30000.")]
    [InlineData("Client:Membership", "rubbish", "JourneyGrains:Client:Membership cannot be read; it is to be like ")]
    [InlineData("Client:Membership", "Hots=db;Database=x", "JourneyGrains:Client:Membership has 'hots', which Npgsql does not know. Did you mean Host?")]
    [InlineData("Client:GatewaysEvery", "0s", "JourneyGrains:Client:GatewaysEvery is 0s; it is to be above 0 and at most 24h.")]
    [InlineData("Client:Partitions", "4097", "JourneyGrains:Client:Partitions is 4097; it is to be from 0, which asks the cluster, to 4096.")]
    public void What_is_wrong_or_unknown_is_refused_with_its_name(string name, string value, string expected)
    {
        using var configuration = Configuration((name, value));

        var refused = Assert.Throws<WrongSettingsException>(() => SettingsCheck.Apply(configuration));

        Assert.StartsWith($"The configuration is wrong: {expected}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:01:30")]
    [InlineData("90s")]
    [InlineData("1m30s")]
    [InlineData("90 s")]
    public void Durations_are_read_as_they_are_written(string value)
    {
        using var configuration = Configuration(("DrainFor", value), ("Delivery:Channels:email:Timeout", value));

        SettingsCheck.Apply(configuration);

        var delivery = configuration.GetSection(DeliveryOptions.Section).Get<DeliveryOptions>()!;
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(90)), (SiloSettings.Of(configuration).DrainFor, delivery.Channels["email"].Timeout));
    }

    [Theory]
    [InlineData("Hots=db;Database=x", "has 'hots', which Npgsql does not know. Did you mean Host?")]
    [InlineData("Host=db;Password=ab;cdefgh=ij", "has a key that Npgsql does not know, the 3. of all; a value with a semicolon in it stands in quotes. It is to be like ")]
    [InlineData("Host=db;Port=secret", "has a value for 'port' that Npgsql does not take.")]
    [InlineData("Database=x", "has no Host; it is to be like Host=...;")]
    [InlineData("secret", "cannot be read; it is to be like Host=...;")]
    public void A_connection_string_is_told_by_its_setting_and_without_what_it_holds(string value, string expected)
    {
        var problem = Assert.Single(new SiloSettings { Storage = SiloStorage.Postgres, ConnectionString = value }.StoreProblems());

        Assert.StartsWith($"JourneyGrains:ConnectionString {expected}", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("cdefgh", problem, StringComparison.Ordinal);
        Assert.Empty(new SiloSettings { Storage = SiloStorage.Postgres, ConnectionString = "Host=db;Database=x;Username=y;Password='a;b'" }.StoreProblems());
    }

    [Fact]
    public void Whatever_may_be_named_freely_is_taken()
    {
        using var configuration = Configuration(
            ("Client:Gateways:0", "127.0.0.1:30000"), ("Client:Publisher:Producer", "shop"), ("Delivery:Channels:fax:Transport", "webhook"),
            ("Delivery:Calls:Hosts:scores:Url", "https://scores.example"), ("Delivery:Calls:Hosts:scores:Headers:X-Api-Key", "k"));

        SettingsCheck.Apply(configuration);

        Assert.Equal(TransportKind.Webhook, configuration.GetSection(DeliveryOptions.Section).Get<DeliveryOptions>()!.Channels["fax"].Transport);
    }

    [Fact]
    public void A_channel_that_the_brand_lacks_is_told_and_one_that_is_misspelt_is_refused()
    {
        var foreign = new DeliveryOptions { Channels = { ["fax"] = new() } };
        var misspelt = new DeliveryOptions { Channels = { ["emial"] = new() } };

        Assert.Equal(
            ["JourneyGrains:Delivery:Channels:fax is set, and the brand has no such channel; its brand.yaml has email, sms. Nothing goes by these settings."],
            ChannelSettings.Notes(foreign, Brand));
        Assert.EndsWith(" Did you mean email?", Assert.Throws<WrongSettingsException>(() => ChannelSettings.Notes(misspelt, Brand)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_names_where_messages_go_and_no_secret()
    {
        var delivery = new DeliveryOptions
        {
            OutboxFolder = "out",
            Channels =
            {
                ["email"] = new() { Transport = TransportKind.Smtp, Host = "smtp.example", User = "shop", Password = "secret" },
                ["sms"] = new() { Transport = TransportKind.Webhook, Url = "https://provider.example/messages?key=secret", Secret = "secret" },
            },
        };

        Assert.Equal(
            ["mail server smtp.example:587 (StartTls)", "webhook at https://provider.example", $"files in {Path.GetFullPath("out/push")}"],
            new[] { "email", "sms", "push" }.Select(delivery.RouteOf));
    }

    private static ConfigurationManager Configuration(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"JourneyGrains:{setting.Name}", (string?)setting.Value)));
        return configuration;
    }
}
