using System.Globalization;
using System.IO.Compression;
using JourneyGrains.Simulation.ShoppingDays;

namespace JourneyGrains.Simulation.Rehearsals;

/// <summary>How visits are spread over a festival: weights of equal parts of it.</summary>
public sealed class LoadCurve
{
    private const int PartsMax = 1_000_000;

    private readonly double[] sums;

    private LoadCurve(double[] weights)
    {
        sums = new double[weights.Length];
        var sum = 0.0;
        for (var part = 0; part < weights.Length; part++)
        {
            sums[part] = sum += weights[part];
        }
    }

    /// <summary>
    /// Days of a shop from a date on, hour by hour: fewest at four in the morning, most at eight in the evening; 11 November and Black
    /// Friday ten times a common day, Cyber Monday six times, 12 December and the week before Christmas three times, 25 December half.
    /// </summary>
    public static LoadCurve Festival(DateOnly from, int days) => new(
        [.. Enumerable.Range(0, days).SelectMany(day => Enumerable.Range(0, 24).Select(hour => OfDay(from.AddDays(day)) * OfHour(hour)))]);

    /// <summary>
    /// A curve of a file: lines "time,weight" at equal distances after a line of heads, gzip where the name ends in .gz. It is stretched or
    /// pressed to the length of the festival.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is none such, or all weights are 0.</exception>
    public static LoadCurve Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        var weights = new List<double>();
        while (reader.ReadLine() is { } line)
        {
            var weight = line[(line.LastIndexOf(',') + 1)..];
            weights.Add(double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e12
                ? number
                : throw new InvalidDataException($"{path}:{weights.Count + 2}: '{weight}' is not a weight; write lines like 2025-11-11T20:00,350."));
        }

        return weights.Count is > 0 and <= PartsMax && weights.Sum() > 0
            ? new([.. weights])
            : throw new InvalidDataException(weights.Count switch
            {
                0 => $"{path} has 0 weights: under a first line of heads, which is not read, write lines like 2025-11-11T20:00,350.",
                > PartsMax => $"{path}:{PartsMax + 2}: a curve has {PartsMax} weights at most, and this has {weights.Count}.",
                _ => $"{path}: all weights are 0, so nobody would ever come; write them so that one of them is not 0.",
            });
    }

    /// <summary>A moment by chance, as a fraction of the whole: more often where the weight is higher.</summary>
    internal double Moment(Chance chance)
    {
        var sought = chance.Fraction() * sums[^1];
        var part = Array.BinarySearch(sums, sought);
        part = Math.Min(part < 0 ? ~part : part + 1, sums.Length - 1);
        return (part + chance.Fraction()) / sums.Length;
    }

    private static double OfHour(int hour) => 1.05 - Math.Cos((hour - 4) * Math.PI / 16) * (hour is >= 4 and <= 23 ? 1 : 0.95);

    private static double OfDay(DateOnly date)
    {
        var blackFriday = BlackFriday(date.Year);
        return (date.Month, date.Day) switch
        {
            (11, 11) => 10,
            _ when date == blackFriday => 10,
            _ when date == blackFriday.AddDays(3) => 6,
            (12, 12) => 3,
            (12, >= 17 and <= 23) => 3,
            (12, 25) => 0.5,
            _ => 1,
        };
    }

    /// <summary>The day after the fourth Thursday of November.</summary>
    private static DateOnly BlackFriday(int year)
    {
        var first = new DateOnly(year, 11, 1);
        return first.AddDays((((int)DayOfWeek.Thursday - (int)first.DayOfWeek + 7) % 7) + 22);
    }
}
