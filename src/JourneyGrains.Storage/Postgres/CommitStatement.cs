using System.Globalization;
using System.Text;
using Npgsql;

namespace JourneyGrains.Storage.Postgres;

/// <summary>A statement of named parts, of which later ones use what earlier ones give, with the values of all of them.</summary>
internal sealed class CommitStatement
{
    private readonly StringBuilder sql = new();
    private readonly List<object?> values = [];

    /// <param name="part">With {0}, {1} and so on for the values.</param>
    public void Add(string name, string part, params object?[] given)
    {
        var places = Array.ConvertAll(Enumerable.Range(values.Count + 1, given.Length).ToArray(), place => (object)$"${place}");
        sql.Append(sql.Length == 0 ? "WITH " : ", ").Append(name).Append(" AS (").AppendFormat(CultureInfo.InvariantCulture, part, places).Append(')');
        values.AddRange(given);
    }

    /// <summary>Adds it to the batch, with what it answers.</summary>
    public void AddTo(NpgsqlBatch batch, string answer) => batch.Add($"{sql} {answer}", [.. values]);
}
