using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace JourneyGrains.Delivery.Transports.Files;

/// <summary>
/// A message as an RFC 5322 e-mail: text and HTML as alternatives, both in base64 of UTF-8. The same message gives the same bytes.
/// </summary>
internal static class EmailFile
{
    /// <summary>Columns of a line of base64 (RFC 2045, 6.8).</summary>
    private const int LineMax = 76;

    /// <summary>One address without a name, control characters or blanks: nothing that could begin another header.</summary>
    public static bool IsAddress(string text) =>
        !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is ',' or ';' or '<' or '>')
        && MailAddress.TryCreate(text, out var address) && address.Address == text;

    public static byte[] Write(OutgoingMessage outgoing, string from)
    {
        var message = outgoing.Message;
        var rendered = outgoing.Rendered;
        var mail = new StringBuilder();
        Header(mail, "From", EmailHeader.Mailbox(from));
        Header(mail, "To", outgoing.Cleared.Address);
        Header(mail, "Subject", EmailHeader.Encode(rendered.Subject));
        Header(mail, "Date", message.DecidedAt.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture));
        Header(mail, "Message-ID", $"<{EmailHeader.Token(message.Id)}@journeygrains>");
        Header(mail, "Content-Language", EmailHeader.Token(rendered.Language));
        Header(mail, "X-JourneyGrains-Journey", EmailHeader.Encode(message.Origin));
        Header(mail, "X-JourneyGrains-Template", EmailHeader.Encode(message.Template));
        Header(mail, "X-JourneyGrains-Purpose", EmailHeader.Encode(message.Purpose));
        Header(mail, "MIME-Version", "1.0");
        Body(mail, rendered.Text, rendered.Html, boundary: $"=_{EmailHeader.Token(message.Id)}");
        return Encoding.UTF8.GetBytes(mail.ToString());
    }

    private static void Body(StringBuilder mail, string text, string? html, string boundary)
    {
        if (html is null)
        {
            Part(mail, "text/plain", text);
            return;
        }

        Header(mail, "Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        mail.Append("\r\n");
        foreach (var (type, content) in new[] { ("text/plain", text), ("text/html", html) })
        {
            mail.Append("--").Append(boundary).Append("\r\n");
            Part(mail, type, content);
        }

        mail.Append("--").Append(boundary).Append("--\r\n");
    }

    private static void Part(StringBuilder mail, string type, string content)
    {
        Header(mail, "Content-Type", $"{type}; charset=utf-8");
        Header(mail, "Content-Transfer-Encoding", "base64");
        mail.Append("\r\n");
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\r\n")));
        for (var at = 0; at < base64.Length; at += LineMax)
        {
            mail.Append(base64, at, Math.Min(LineMax, base64.Length - at)).Append("\r\n");
        }
    }

    private static void Header(StringBuilder mail, string name, string value) =>
        mail.Append(name).Append(": ").Append(value).Append("\r\n");
}
