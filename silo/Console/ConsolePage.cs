using System.Security.Cryptography;
using System.Text;

namespace JourneyGrains.Silo.OperatorConsole;

/// <summary>
/// The page: one HTML text with its style and script in it. Its policy allows exactly these two, known by their hashes, and questions to
/// this silo; no other script, style, picture or place.
/// </summary>
internal sealed class ConsolePage
{
    private static readonly string[] Scripts = ["page.js", "results.js", "system.js", "customer.js"];

    private readonly byte[] html;
    private readonly string policy;

    private ConsolePage(string template, string style, string script)
    {
        html = Encoding.UTF8.GetBytes(template
            .Replace("<style></style>", $"<style>{style}</style>", StringComparison.Ordinal)
            .Replace("<script></script>", $"<script>{script}</script>", StringComparison.Ordinal));
        policy = "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + $"require-trusted-types-for 'script'; style-src '{Hash(style)}'; script-src '{Hash(script)}'";
    }

    public static ConsolePage Load() => new(
        Read("page.html"), Read("page.css"), $"\"use strict\";\n(() => {{\n{string.Join('\n', Scripts.Select(Read))}}})();\n");

    public IResult Serve(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(html, "text/html; charset=utf-8");
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>With the line ends a browser hashes, whatever the checkout has.</summary>
    private static string Read(string name)
    {
        using var stream = typeof(ConsolePage).Assembly.GetManifestResourceStream($"console/{name}")
            ?? throw new InvalidOperationException($"The silo was built without console/{name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
