using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using JourneyGrains.Silo.Settings;
using Microsoft.Extensions.Configuration;

namespace JourneyGrains.Cluster.Tests;

/// <summary>docs/settings.md lists what a silo reads: neither less nor more, and with the defaults that there are.</summary>
public partial class SettingsPageTests
{
    private static readonly IConfiguration Shipped = new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(SharedData.Repository, "silo", "appsettings.json")).Build();

    private static IEnumerable<(string Group, string Name, string Default)> Page()
    {
        var group = "";
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "docs", "settings.md")))
        {
            if (line.StartsWith('#'))
            {
                group = Heading().Match(line).Groups[1].Value;
            }
            else if (group.Length > 0 && Row().Match(line) is { Success: true } row)
            {
                yield return (group, row.Groups[1].Value, row.Groups[2].Value);
            }
        }
    }

    [Fact]
    public void The_page_lists_every_setting_and_no_other()
    {
        var there = SettingsCheck.All().Select(setting => $"{setting.Group}:{setting.Name}").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(there, Page().Select(setting => $"{setting.Group}:{setting.Name}").Order(StringComparer.Ordinal));
        Assert.Contains("JourneyGrains:Delivery:Channels:NAME:Transport", there);
        Assert.Contains("JourneyGrains:Delivery:Calls:Hosts:NAME:Headers:NAME", there);
        Assert.Contains("JourneyGrains:Client:Gateways:N", there);
        Assert.Contains("JourneyGrains:Client:Publisher:Linger", there);
    }

    [Fact]
    public void The_page_says_the_defaults_that_there_are()
    {
        var types = SettingsCheck.All().DistinctBy(setting => setting.Group).ToDictionary(setting => setting.Group, setting => setting.Of);
        foreach (var (group, name, said) in Page())
        {
            if (types[group].GetProperty(name) is not { } property)
            {
                continue;
            }

            var there = property.GetValue(Activator.CreateInstance(types[group]));
            if (Shipped[$"{group}:{name}"] is { } shipped)
            {
                there = TypeDescriptor.GetConverter(property.PropertyType).ConvertFromInvariantString(shipped);
            }

            if (Quoted().Match(said) is { Success: true } quoted)
            {
                Assert.True(SettingValue.TryRead(property.PropertyType, quoted.Groups[1].Value, out var read), $"{group}:{name}: {said}");
                Assert.Equal($"{name} {Text(there)}", $"{name} {read}", ignoreCase: property.PropertyType == typeof(bool));
            }
            else
            {
                // Only texts have defaults that are told in words.
                Assert.True(property.PropertyType == typeof(string) && (said != "none" || string.IsNullOrEmpty((string?)there)), $"{group}:{name}: {said}");
            }
        }
    }

    private static string? Text(object? value) => value is TimeSpan time
        ? time.ToString("c", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^## .*`([^`]+)`$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `([^`]+)` \| (.+?) \| .+ \|$")]
    private static partial Regex Row();

    [GeneratedRegex("^`([^`]*)`$")]
    private static partial Regex Quoted();
}
