using System.Collections;
using System.Globalization;
using System.Reflection;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Definitions.Differences;

/// <summary>
/// A compiled definition as its leaves by their paths ("caps.weekly.most" is 3). Whatever kind of step or rule the language has, its parts are
/// found by what its type says, so nothing has to be told here when one is added.
/// </summary>
internal static class Meaning
{
    private const int DepthMax = 12;

    public static SortedDictionary<string, string> Of(object? definition)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (definition is not null)
        {
            Add(leaves, "", definition, 0);
        }

        return leaves;
    }

    private static void Add(SortedDictionary<string, string> leaves, string path, object? value, int depth)
    {
        if (value is null || depth > DepthMax)
        {
            return;
        }

        if (Leaf(value) is { } text)
        {
            leaves[path] = text;
        }
        else if (value is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
            {
                Add(leaves, Join(path, entry.Key.ToString()!), entry.Value, depth + 1);
            }
        }
        else if (value is IEnumerable items)
        {
            AddItems(leaves, path, [.. items.Cast<object>()], depth);
        }
        else
        {
            AddParts(leaves, path, value, depth);
        }
    }

    /// <summary>By their names where they have one each, else by their places.</summary>
    private static void AddItems(SortedDictionary<string, string> leaves, string path, object[] items, int depth)
    {
        if (items.Length > 0 && Array.TrueForAll(items, item => Leaf(item) is not null))
        {
            leaves[path] = string.Join(", ", items.Select(Leaf));
            return;
        }

        var names = items.Select(item => item.GetType().GetProperty("Name")?.GetValue(item)?.ToString()).ToArray();
        var named = names.All(name => name is not null) && names.Distinct(StringComparer.Ordinal).Count() == names.Length;
        for (var at = 0; at < items.Length; at++)
        {
            Add(leaves, Join(path, named ? names[at]! : at.ToString(CultureInfo.InvariantCulture)), items[at], depth + 1);
        }
    }

    private static void AddParts(SortedDictionary<string, string> leaves, string path, object value, int depth)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract" && IsStated(property))
            {
                Add(leaves, Join(path, char.ToLowerInvariant(property.Name[0]) + property.Name[1..]), property.GetValue(value), depth + 1);
            }
        }
    }

    /// <summary>What is calculated from the rest says nothing new.</summary>
    private static bool IsStated(PropertyInfo property) => property.CanWrite;

    private static string? Leaf(object value) => value switch
    {
        Expression expression => expression.Source,
        string text => text.Length == 0 ? "''" : text,
        TimeSpan length => Durations.Format(length),
        DateTimeOffset moment => Moments.Format(moment),
        bool yes => yes ? "true" : "false",
        Enum name => name.ToString(),
        IFormattable number when value.GetType().IsPrimitive || value is decimal => number.ToString(null, CultureInfo.InvariantCulture),
        Value known => known.ToString(),
        _ when value.GetType().Namespace is "JourneyGrains.Core.Calendars" or "NodaTime" => value.ToString(),
        _ => null,
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
