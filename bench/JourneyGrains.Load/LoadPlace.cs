using JourneyGrains.Load.Databases;

namespace JourneyGrains.Load;

/// <summary>Where is measured and what becomes of the report.</summary>
/// <param name="Store">"sqlite" or "postgres".</param>
/// <param name="Connection">A PostgreSQL account that may create databases; null: a server of the load's own.</param>
/// <param name="Data">An empty or missing folder for what the load itself keeps, and for an embedded database; removed at the end.</param>
/// <param name="Report">Where the report goes; null: to the standard output only.</param>
/// <param name="Note">What a reader must know of this run, such as other load on the machine; may be empty.</param>
/// <param name="Arguments">Of the command, for the report.</param>
internal sealed record LoadPlace(string Store, string? Connection, string Data, string? Report, string Note, string Arguments)
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>Measures in a new folder, and writes what it gives.</summary>
    /// <param name="measure">Gets the folder; gives the report's title and the lines below it.</param>
    public async Task<int> RunAsync(Func<string, Task<string>> measure)
    {
        if (Directory.Exists(Data) && Directory.EnumerateFileSystemEntries(Data).Any())
        {
            await Console.Error.WriteLineAsync($"The folder {Data} is not empty. Give --data a new one.");
            return 1;
        }

        var folder = Directory.CreateDirectory(Data).FullName;
        try
        {
            var report = await measure(folder);
            Console.WriteLine(report);
            if (Report is { } file)
            {
                await File.WriteAllTextAsync(file, report);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>With a database for one store.</summary>
    public async Task<T> WithDatabaseAsync<T>(string folder, Func<ILoadDatabase, Task<T>> measure)
    {
        if (Store == Sqlite)
        {
            return await measure(new SqliteDatabase(folder));
        }

        await using var place = PostgresPlace.Open(Connection);
        return await measure(await place.CreateAsync("main"));
    }
}
