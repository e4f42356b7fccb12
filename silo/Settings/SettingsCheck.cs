using System.Reflection;
using JourneyGrains.Client.Connecting;
using JourneyGrains.Client.Publishing;
using JourneyGrains.Core.Expressions;
using JourneyGrains.Delivery;
using JourneyGrains.Silo.Hosting;

namespace JourneyGrains.Silo.Settings;

/// <summary>
/// Holds all that stands under JourneyGrains against the settings that there are. The binder passes over a name that it does not know, and over a
/// channel with a value that it cannot read, which would then write files that nobody looks for.
/// </summary>
internal sealed class SettingsCheck
{
    private static readonly (string Section, Type Type)[] Sections =
    [
        (DeliveryOptions.Section, typeof(DeliveryOptions)),
        (JourneyGrainsClientOptions.Section, typeof(JourneyGrainsClientOptions)),
        (PublisherOptions.Section, typeof(PublisherOptions)),
    ];

    private readonly List<string> problems = [];
    private readonly Dictionary<string, string?> written = [];

    /// <summary>Gives durations the form that the binder reads.</summary>
    /// <exception cref="WrongSettingsException">Settings are wrong or unknown.</exception>
    public static void Apply(ConfigurationManager configuration)
    {
        var check = new SettingsCheck();
        check.CheckGroup(configuration.GetSection(SiloSettings.Section), typeof(SiloSettings));
        check.RefuseProblems();
        if (check.written.Count > 0)
        {
            configuration.AddInMemoryCollection(check.written);
        }

        check.problems.AddRange(SiloSettings.Of(configuration).Problems());
        check.problems.AddRange(ClientSettings.Problems(configuration));
        check.RefuseProblems();
    }

    /// <summary>Each setting that there is: its group's path and type, and its name. Where any name or number may stand, NAME or N does.</summary>
    public static IEnumerable<(string Group, Type Of, string Name)> All() => All(SiloSettings.Section, typeof(SiloSettings));

    private static IEnumerable<(string Group, Type Of, string Name)> All(string path, Type group) => Members(path, group).SelectMany(member =>
    {
        var element = ElementOf(member.Type);
        var any = element is null ? "" : member.Type.GetGenericArguments().Length == 1 ? ":N" : ":NAME";
        return SettingValue.IsOne(element ?? member.Type)
            ? [(path, group, member.Name + any)]
            : All($"{path}:{member.Name}{any}", element ?? member.Type);
    });

    private void RefuseProblems()
    {
        if (problems.Count > 0)
        {
            throw new WrongSettingsException(problems);
        }
    }

    private void Check(IConfigurationSection setting, Type type)
    {
        if (SettingValue.IsOne(type))
        {
            CheckValue(setting, type);
        }
        else if (ElementOf(type) is { } element)
        {
            foreach (var child in setting.GetChildren())
            {
                Check(child, element);
            }
        }
        else
        {
            CheckGroup(setting, type);
        }
    }

    private void CheckGroup(IConfigurationSection group, Type type)
    {
        var known = Members(group.Path, type).ToDictionary(member => member.Name, member => member.Type, StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(group.Value))
        {
            problems.Add($"{group.Path} is '{group.Value}', and stands for a group of settings: {string.Join(", ", known.Keys)}.");
        }

        foreach (var child in group.GetChildren())
        {
            if (known.TryGetValue(child.Key, out var its))
            {
                Check(child, its);
            }
            else
            {
                problems.Add(Suggestions.For(child.Key, known.Keys) is { } near
                    ? $"{child.Path} is no setting. Did you mean {near}?"
                    : $"{child.Path} is no setting; known there are {string.Join(", ", known.Keys)}.");
            }
        }
    }

    /// <summary>What may stand in a group: its own settings, and the groups below it.</summary>
    private static IEnumerable<(string Name, Type Type)> Members(string path, Type group) => group
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => SettingValue.IsOne(property.PropertyType) ? property.CanWrite : IsGroup(property.PropertyType))
        .Select(property => (property.Name, property.PropertyType))
        .Concat(Sections.Where(section => section.Section[..section.Section.LastIndexOf(':')].Equals(path, StringComparison.OrdinalIgnoreCase))
            .Select(section => (section.Section[(path.Length + 1)..], section.Type)));

    private void CheckValue(IConfigurationSection setting, Type type)
    {
        if (setting.GetChildren().FirstOrDefault() is { } child)
        {
            problems.Add($"{child.Path} is no setting; {setting.Path} has a value and nothing below it.");
        }
        else if (setting.Value is { } value)
        {
            if (!SettingValue.TryRead(type, value, out var read))
            {
                problems.Add($"{setting.Path} is '{value}'; {SettingValue.Allowed(type)}");
            }
            else if (read != value)
            {
                written[setting.Path] = read;
            }
        }
    }

    /// <summary>A group of settings or several of a kind; not what is only there for programs to read.</summary>
    private static bool IsGroup(Type type) => ElementOf(type) is not null
        ? !type.Name.StartsWith("IEnumerable", StringComparison.Ordinal)
        : type.Namespace?.StartsWith("JourneyGrains.", StringComparison.Ordinal) == true;

    /// <summary>Of what several may be given, by name or number; null: of nothing.</summary>
    private static Type? ElementOf(Type type) => type.IsGenericType ? type.GetGenericArguments()[^1] : type.GetElementType();
}
