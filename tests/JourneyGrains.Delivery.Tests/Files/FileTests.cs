using System.Text;
using System.Text.Json;
using JourneyGrains.Core.Messaging;
using JourneyGrains.Definitions.Templates;

namespace JourneyGrains.Delivery.Tests.Files;

public sealed class FileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_email_becomes_a_file_with_headers_text_and_html()
    {
        var rendered = new RenderedMessage("de", "Grüße: dein Warenkorb 🛒", "Schöne Dinge\nwarten.", "<p>Schöne Dinge</p>");
        var mail = await MailAsync(rendered);

        Assert.Equal("Grüße: dein Warenkorb 🛒", mail.Headers["Subject"]);
        Assert.Equal("ana@example.com", mail.Headers["To"]);
        Assert.Equal("no-reply@localhost", mail.Headers["From"]);
        Assert.Equal("Tue, 11 Nov 2025 09:30:00 +0000", mail.Headers["Date"]);
        Assert.Equal($"<{Messages.Id}@journeygrains>", mail.Headers["Message-ID"]);
        Assert.Equal("de", mail.Headers["Content-Language"]);
        Assert.Equal("1.0", mail.Headers["MIME-Version"]);
        Assert.Equal(new() { ["text/plain"] = "Schöne Dinge\r\nwarten.", ["text/html"] = "<p>Schöne Dinge</p>" }, mail.Parts());
    }

    [Fact]
    public async Task An_email_without_html_has_its_text_alone()
    {
        var mail = await MailAsync(new RenderedMessage("en", "Hello", "Only text", null));
        Assert.Equal(new() { ["text/plain"] = "Only text" }, mail.Parts());
    }

    [Fact]
    public async Task A_long_subject_is_folded_and_reads_back_whole()
    {
        var subject = string.Concat(Enumerable.Repeat("Käse und Brötchen 🧀 ", 20)).Trim();
        var mail = await MailAsync(new RenderedMessage("de", subject, "x", null));
        Assert.Equal(subject, mail.Headers["Subject"]);
        Assert.All(await File.ReadAllLinesAsync(Single("*.eml")), line => Assert.InRange(line.Length, 0, 90));
    }

    [Fact]
    public async Task A_subject_cannot_add_a_header()
    {
        var mail = await MailAsync(new RenderedMessage("en", "Hi\r\nBcc: eve@example.org", "x", null));
        Assert.DoesNotContain("Bcc", mail.Headers.Keys);
        Assert.Equal("Hi  Bcc: eve@example.org", mail.Headers["Subject"]);
    }

    [Theory]
    [InlineData("ana@example.com\r\nBcc: eve@example.org")]
    [InlineData("ana@example.com, eve@example.org")]
    [InlineData("Ana <ana@example.com>")]
    [InlineData("nobody")]
    public async Task What_is_not_one_address_is_refused_and_not_written(string address)
    {
        using var delivering = new Delivering(Settings("email"));
        var outcome = await delivering.Channels.HandOverAsync(Messages.Cleared(address: address), CancellationToken.None);
        Assert.Equal(new HandOverOutcome(HandOverResult.Refused, "the address is not an e-mail address"), outcome);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_channel_without_mail_addresses_writes_json()
    {
        using var delivering = new Delivering(Settings("push"));
        await delivering.Channels.HandOverAsync(Messages.Cleared("push", "device-7"), CancellationToken.None);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Single("*.json")));
        Assert.Equal("device-7", json.RootElement.GetProperty("to").GetString());
        Assert.Equal("It waits for you.", json.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_repeated_hand_over_leaves_one_file_with_the_same_bytes()
    {
        using var delivering = new Delivering(Settings("email"));
        await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
        var first = await File.ReadAllBytesAsync(Single("*"));
        await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
        Assert.Equal(first, await File.ReadAllBytesAsync(Single("*")));
    }

    [Fact]
    public async Task A_message_id_cannot_leave_the_folder()
    {
        using var delivering = new Delivering(Settings("email"));
        await delivering.Channels.HandOverAsync(Messages.Cleared(id: "../../escaped"), CancellationToken.None);
        Assert.Equal(folder.Path, Path.GetDirectoryName(Single("*.eml")));
    }

    [Fact]
    public async Task Subfolders_are_named_by_the_first_two_digits_of_the_id()
    {
        using var delivering = new Delivering(Delivering.Channel("email", ("Folder", folder.Path), ("Subfolders", "true")));
        await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(folder.Path, Messages.Id[..2], Messages.Id + ".eml")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again_later()
    {
        var blocked = Path.Combine(folder.Path, "a-file");
        await File.WriteAllTextAsync(blocked, "");
        using var delivering = new Delivering(Delivering.Channel("email", ("Folder", blocked)));
        Assert.Equal(HandOverResult.Retry, (await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None)).Result);
    }

    [Fact]
    public async Task A_channel_that_is_not_configured_writes_below_the_outbox()
    {
        using var delivering = new Delivering(new() { ["JourneyGrains:Delivery:OutboxFolder"] = folder.Path });
        await delivering.Channels.HandOverAsync(Messages.Cleared("email"), CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(folder.Path, "email", Messages.Id + ".eml")));
    }

    private async Task<MimeReader> MailAsync(RenderedMessage rendered)
    {
        using var delivering = new Delivering(Settings("email"), rendered);
        var outcome = await delivering.Channels.HandOverAsync(Messages.Cleared(), CancellationToken.None);
        Assert.Equal(HandOverOutcome.Accepted("accepted"), outcome);
        return MimeReader.Read(await File.ReadAllTextAsync(Single("*.eml"), Encoding.UTF8));
    }

    private Dictionary<string, string?> Settings(string channel) => Delivering.Channel(channel, ("Folder", folder.Path));

    private string Single(string pattern) => Assert.Single(Directory.GetFiles(folder.Path, pattern));
}
