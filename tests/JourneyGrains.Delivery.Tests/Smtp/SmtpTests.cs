using System.Globalization;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;
using JourneyGrains.Delivery.Transports.Smtp;

namespace JourneyGrains.Delivery.Tests.Smtp;

public sealed class SmtpTests : IDisposable
{
    private readonly MailServer server = new MailServer().Start();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_message_becomes_one_mail_under_its_own_id()
    {
        Assert.Equal(HandOverResult.Accepted, (await HandOverAsync()).Result);

        var mail = Assert.Single(server.Mails);
        Assert.Contains($"\r\nMessage-ID: <{Messages.Id}@journeygrains>\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("To: ana@example.com\r\n", mail, StringComparison.Ordinal);
        Assert.Equal(
            ["EHLO journeygrains", "MAIL FROM:<shop@example.com>", "RCPT TO:<ana@example.com>", "DATA", "QUIT"], server.Commands);
    }

    [Fact]
    public async Task A_repeated_hand_over_is_the_same_mail_byte_for_byte()
    {
        await HandOverAsync();
        await HandOverAsync();
        Assert.Equal(2, server.Mails.Count);
        Assert.Single(server.Mails.Distinct());
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", HandOverResult.Refused, "SMTP 550")]
    [InlineData("RCPT", "450 try later", HandOverResult.Retry, "SMTP 450")]
    [InlineData(".", "554 we think it is spam", HandOverResult.Refused, "SMTP 554")]
    [InlineData(".", "452 no room", HandOverResult.Retry, "SMTP 452")]
    [InlineData("MAIL", "451 not now", HandOverResult.Retry, "SMTP 451")]
    [InlineData("MAIL", "530 log in first", HandOverResult.Retry, "the mail server wants a log-in: set User and Password")]
    [InlineData("DATA", "503 not now", HandOverResult.Retry, "SMTP 503")]
    [InlineData("RCPT", "", HandOverResult.Retry, "no connection: SmtpProtocolException")]
    [InlineData("RCPT", "nonsense", HandOverResult.Retry, "no connection: SmtpProtocolException")]
    public async Task What_the_server_says_decides(string command, string reply, HandOverResult result, string detail)
    {
        server.Replies[command] = reply;
        var outcome = await HandOverAsync();
        Assert.Equal((result, detail), (outcome.Result, outcome.Detail));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Mails_that_follow_each_other_go_by_one_connection_up_to_a_bound()
    {
        using var delivering = new Delivering(Settings());
        for (var mail = 0; mail <= SmtpConnections.MailsMost; mail++)
        {
            Assert.Equal(HandOverResult.Accepted, (await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None)).Result);
        }

        Assert.Equal(SmtpConnections.MailsMost + 1, server.Mails.Count);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_server_that_left_meanwhile_does_not_make_the_next_mail_fail()
    {
        server.LeavesAfter = "DATA";
        using var delivering = new Delivering(Settings());
        Assert.Equal(HandOverResult.Accepted, (await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None)).Result);
        Assert.Equal(HandOverResult.Accepted, (await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None)).Result);
        Assert.Equal((2, 2), (server.Mails.Count, server.Connections));
    }

    [Fact]
    public async Task A_refused_mail_costs_no_connection()
    {
        using var delivering = new Delivering(Settings());
        server.Replies["RCPT"] = "550 no such user";
        Assert.Equal(HandOverResult.Refused, (await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None)).Result);
        server.Replies.Clear();
        Assert.Equal(HandOverResult.Accepted, (await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None)).Result);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_mail_that_was_taken_is_handed_over_even_if_the_farewell_fails()
    {
        server.Replies["QUIT"] = "";
        Assert.Equal(HandOverResult.Accepted, (await HandOverAsync()).Result);
    }

    [Fact]
    public async Task Where_TLS_is_asked_for_and_not_offered_nothing_is_sent()
    {
        var outcome = await HandOverAsync(("Security", "StartTls"));
        Assert.Equal((HandOverResult.Retry, "the mail server does not offer what Security or User asks for"), (outcome.Result, outcome.Detail));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("StartTls", false)]
    [InlineData("Tls", true)]
    public async Task A_server_whose_certificate_is_not_known_gets_no_password_and_no_mail(string security, bool tls)
    {
        using var certificate = MailCertificate.Make();
        using var secured = new MailServer(certificate, tls).Start();
        var outcome = await HandOverAsync(
            ("Port", secured.Port.ToString(CultureInfo.InvariantCulture)), ("Security", security), ("User", "shop"), ("Password", "hush"));
        Assert.Equal(HandOverResult.Retry, outcome.Result);
        Assert.StartsWith("no TLS with the mail server", outcome.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(secured.Commands, command => command.Split(' ')[0] is "AUTH" or "MAIL");
    }

    [Theory]
    [InlineData("ana@example.com>\r\nRCPT TO:<eve@example.org")]
    [InlineData("ünä@example.com")]
    [InlineData("nobody")]
    public async Task What_is_not_one_address_never_reaches_the_server(string address)
    {
        using var delivering = new Delivering(Settings());
        var outcome = await delivering.Channels.HandOverAsync(Messages.Cleared(address: address), CancellationToken.None);
        Assert.Equal(HandOverResult.Refused, outcome.Result);
        Assert.Empty(server.Commands);
    }

    [Fact]
    public async Task A_dot_alone_in_the_text_does_not_end_the_mail()
    {
        using var delivering = new Delivering(Settings(), new RenderedMessage("en", ".", "one\n.\ntwo", null));
        Assert.Equal(HandOverResult.Accepted, (await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None)).Result);
        var body = Assert.Single(server.Mails).Split("\r\n\r\n")[1];
        Assert.Equal("one\r\n.\r\ntwo", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again_later()
    {
        var settings = Settings();
        server.Dispose();
        using var delivering = new Delivering(settings);
        var outcome = await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
        Assert.Equal((HandOverResult.Retry, "no connection: SocketException"), (outcome.Result, outcome.Detail));
    }

    private async Task<HandOverOutcome> HandOverAsync(params (string Name, string Value)[] more)
    {
        using var delivering = new Delivering(Settings(more));
        return await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
    }

    private Dictionary<string, string?> Settings(params (string Name, string Value)[] more)
    {
        var settings = Delivering.Channel(
            "email", ("Transport", "Smtp"), ("Host", "127.0.0.1"), ("Port", server.Port.ToString(CultureInfo.InvariantCulture)),
            ("Security", "None"), ("From", "Our shop <shop@example.com>"));
        foreach (var (name, value) in Delivering.Channel("email", more))
        {
            settings[name] = value;
        }

        return settings;
    }
}
