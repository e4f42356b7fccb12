using System.Data.Common;

namespace JourneyGrains.Contracts.Clusters;

/// <summary>Where the silos of a cluster on PostgreSQL write down who they are, and clients that are not told a gateway look for one.</summary>
public static class ClusterMembership
{
    /// <summary>The database schema with Orleans' membership tables. Apart from the store's: a backup of the store does not hold it.</summary>
    public const string Schema = "journeygrains_cluster";

    /// <summary>The name under which Orleans knows the database driver.</summary>
    public const string Driver = "Npgsql";

    private const string SearchPath = "Search Path";

    /// <summary>
    /// The connection string of the store or of a read-only account, made to lead to <see cref="Schema"/>. The connections are a small pool of
    /// their own: a silo under load must not seem dead because it waits for one.
    /// </summary>
    /// <exception cref="ArgumentException">The connection string cannot be read; the message does not hold it.</exception>
    public static string ConnectionTo(string connectionString)
    {
        DbConnectionStringBuilder settings;
        try
        {
            settings = new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            throw new ArgumentException("The connection string cannot be read. It must be like Host=...;Database=...;Username=...;Password=...");
        }

        foreach (var key in settings.Keys.Cast<string>().Where(key => Means(key, SearchPath, "Maximum Pool Size", "MaxPoolSize", "Application Name")).ToArray())
        {
            settings.Remove(key);
        }

        settings[SearchPath] = Schema;
        settings["Maximum Pool Size"] = 4;
        settings["Application Name"] = "journeygrains-cluster";
        return settings.ConnectionString;
    }

    private static bool Means(string key, params string[] names) => Array.Exists(
        names, name => Plain(name).Equals(Plain(key), StringComparison.OrdinalIgnoreCase));

    private static string Plain(string key) => key.Replace(" ", "", StringComparison.Ordinal);
}
