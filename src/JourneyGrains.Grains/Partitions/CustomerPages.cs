namespace JourneyGrains.Grains.Partitions;

/// <summary>Goes through customers in order of their ids, page by page; those of a page are called at once.</summary>
internal static class CustomerPages
{
    /// <param name="list">Gives the ids after one, so many at most.</param>
    public static async Task CallAllAsync(Func<string, int, Task<IReadOnlyList<string>>> list, int most, Func<string, Task> call)
    {
        var after = "";
        IReadOnlyList<string> page;
        do
        {
            page = await list(after, most);
            await Task.WhenAll(page.Select(call));
            after = page.Count == 0 ? after : page[^1];
        }
        while (page.Count == most);
    }
}
