using System.Data.Common;
using System.Reflection;
using JourneyGrains.Core.Expressions;
using Npgsql;

namespace JourneyGrains.Client.Connecting;

/// <summary>Looks at a connection string before it is used: Npgsql tells what it does not understand only with the first connection.</summary>
public static class PostgresAddress
{
    /// <summary>How one is written.</summary>
    public const string Form = "Host=...;Database=...;Username=...;Password=...";

    /// <summary>By how keys come out of a connection string: in small letters.</summary>
    private static readonly Dictionary<string, string> Known = typeof(NpgsqlConnectionStringBuilder)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite)
        .ToDictionary(property => property.Name.ToLowerInvariant(), property => property.Name);

    /// <summary>
    /// What is wrong with it, to be said after the setting's name; null: nothing that can be seen. No value of it is told, and a key only where it is
    /// a known one misspelt: else it may be a part of a password.
    /// </summary>
    public static string? Problem(string connectionString)
    {
        DbConnectionStringBuilder given;
        try
        {
            given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            return $"cannot be read; it is to be like {Form}";
        }

        var settings = new NpgsqlConnectionStringBuilder();
        foreach (var (index, key) in given.Keys.Cast<string>().Index())
        {
            if (Problem(settings, key, index + 1, given[key]) is { } problem)
            {
                return problem;
            }
        }

        return given.Count == 0 ? $"cannot be read; it is to be like {Form}"
            : string.IsNullOrWhiteSpace(settings.Host) ? $"has no Host; it is to be like {Form}" : null;
    }

    private static string? Problem(NpgsqlConnectionStringBuilder settings, string key, int place, object value)
    {
        if (!settings.ContainsKey(key))
        {
            return Suggestions.For(key, Known.Keys) is { } near
                ? $"has '{key}', which Npgsql does not know. Did you mean {Known[near]}?"
                : $"has a key that Npgsql does not know, the {place}. of all; a value with a semicolon in it stands in quotes. It is to be like {Form}";
        }

        try
        {
            settings[key] = value;
            return null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return $"has a value for '{key}' that Npgsql does not take.";
        }
    }
}
