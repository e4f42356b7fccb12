using System.Collections.Immutable;
using JourneyGrains.Core.Customers;
using JourneyGrains.Core.Events;
using JourneyGrains.Core.Values;

namespace JourneyGrains.Core.Expressions;

/// <summary>
/// The fields that are known at one place of a definition: always the customer's, and where there is an event or a run theirs. A path
/// below an open root (customer.attributes, a custom event) is known with the kind Any.
/// </summary>
public sealed class FieldTable
{
    private readonly ImmutableSortedDictionary<string, Field> fields;
    private readonly ImmutableArray<Field> openRoots;
    private ImmutableSortedDictionary<string, string> builtIn = ImmutableSortedDictionary<string, string>.Empty;

    private FieldTable(ImmutableSortedDictionary<string, Field> fields, ImmutableArray<Field> openRoots)
    {
        this.fields = fields;
        this.openRoots = openRoots;
    }

    /// <summary>What an audience may read: the customer alone.</summary>
    public static FieldTable Customer { get; } = new(
        CustomerFields.All.ToImmutableSortedDictionary(field => field.Path, field => field, StringComparer.Ordinal),
        [CustomerFields.Attributes]);

    /// <summary>All known paths, for messages and editors.</summary>
    public IEnumerable<Field> Known => fields.Values;

    /// <summary>The same with the fields of an event under a root ('event' or 'matched').</summary>
    /// <param name="types">The types the event may have; a property is known if all of them know it in the same kind. Empty: any.</param>
    /// <param name="names">The names of the types it can be of; null: of any.</param>
    public FieldTable WithEvent(string root, IReadOnlyCollection<EventType> types, bool open, IReadOnlyList<string>? names = null)
    {
        var added = EventFields.Of(root, types, names).ToImmutableSortedDictionary(field => field.Path, field => field, StringComparer.Ordinal);
        var only = !open && types.Count == 1 && types.First() is var type && EventTypes.Find(type.Name) == type ? type.Name : null;
        return new(fields.SetItems(added), open ? openRoots.Add(EventFields.Open(root)) : openRoots)
        {
            builtIn = only is null ? builtIn.Remove(root) : builtIn.SetItem(root, only),
        };
    }

    /// <summary>The same with the run's own fields and its variables.</summary>
    /// <param name="variables">Names set by steps with the kinds of their values.</param>
    public FieldTable WithRun(IEnumerable<KeyValuePair<string, ValueKind>> variables) =>
        new(fields.SetItems(RunFields.Of(variables).Select(field => KeyValuePair.Create(field.Path, field))), openRoots) { builtIn = builtIn };

    /// <summary>The same where the answer of a call is at hand.</summary>
    public FieldTable WithAnswer() => new(fields.SetItems(AnswerFields.All.Select(field => KeyValuePair.Create(field.Path, field))), openRoots) { builtIn = builtIn };

    /// <summary>The same within a loop.</summary>
    public FieldTable WithRound() => new(fields.SetItem(RunFields.Round.Path, RunFields.Round), openRoots) { builtIn = builtIn };

    /// <summary>The built-in type of the event under a root, all of whose properties are known; null: it is of another, or of several.</summary>
    public string? FixedOf(string root) => builtIn.GetValueOrDefault(root);

    /// <summary>The field of that path, or null where the path is not known here.</summary>
    public Field? Find(string path)
    {
        if (fields.TryGetValue(path, out var field))
        {
            return field;
        }

        foreach (var root in openRoots)
        {
            if (path.StartsWith(root.Path + ".", StringComparison.Ordinal))
            {
                return Below(root, path);
            }
        }

        // A map or list of a known field may be read deeper: event.items is known, so is what lies below it.
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            if (fields.TryGetValue(path[..dot], out var parent))
            {
                return parent.Kind is ValueKind.Map or ValueKind.Any ? Below(parent, path) : null;
            }
        }

        return null;
    }

    private static Field Below(Field root, string path)
    {
        var names = path[(root.Path.Length + 1)..].Split('.');
        return new(path, ValueKind.Any, root.Meaning, scope =>
        {
            var value = root.Read(scope);
            foreach (var name in names)
            {
                value = value[name];
            }

            return value;
        });
    }
}
