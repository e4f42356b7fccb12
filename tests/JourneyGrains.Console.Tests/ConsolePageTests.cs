using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using JourneyGrains.Silo.OperatorConsole;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyGrains.Console.Tests;

/// <summary>The page as a browser gets it.</summary>
public sealed partial class ConsolePageTests
{
    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    public async Task The_policy_allows_exactly_the_pages_own_script_and_style(string element)
    {
        var (html, policy) = await GetAsync();
        var inside = Regex.Matches(html, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Assert.Single(inside).Groups[1].Value)));
        Assert.Contains($"{element}-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        var (html, _) = await GetAsync();
        Assert.Empty(Outside().Matches(html).Select(match => match.Value));
    }

    [Fact]
    public async Task The_page_never_reads_text_as_markup()
    {
        var (html, _) = await GetAsync();
        Assert.Empty(Markup().Matches(html).Select(match => match.Value));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("totals")]
    [InlineData("results")]
    [InlineData("campaigns")]
    [InlineData("silos")]
    [InlineData("deadletters")]
    [InlineData("customer-form")]
    [InlineData("customer-id")]
    [InlineData("transcript")]
    public async Task The_page_has_the_places_its_script_fills(string id)
    {
        var (html, _) = await GetAsync();
        Assert.Single(Regex.Matches(html, $" id=\"{id}\""));
    }

    private static async Task<(string Html, string Policy)> GetAsync()
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        using var body = new MemoryStream();
        context.Response.Body = body;
        await ConsolePage.Load().Serve(context).ExecuteAsync(context);
        return (Encoding.UTF8.GetString(body.ToArray()), context.Response.Headers.ContentSecurityPolicy.ToString());
    }

    [GeneratedRegex(@"https?://|src=|@import|url\(|<link(?! rel=""icon"" href=""data:,"">)")]
    private static partial Regex Outside();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser| on[a-z]+=| style=")]
    private static partial Regex Markup();
}
