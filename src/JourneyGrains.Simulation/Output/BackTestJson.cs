using System.Text;
using JourneyGrains.Simulation.BackTests;
using JourneyGrains.Simulation.Lives;

namespace JourneyGrains.Simulation.Output;

/// <summary>A back-test for programs.</summary>
internal static class BackTestJson
{
    /// <param name="beside">What was taken with the events; null: nothing.</param>
    public static string Write(BackTestFindings found, BesideEvents? beside = null) => Encoding.UTF8.GetString(ReportJson.Object(ReportJson.Readable, writer =>
    {
        writer.WriteNumber("customersWhoDiffer", found.CustomersWhoDiffer);
        ReportJson.Beside(writer, beside);
        writer.WriteStartObject("journeys");
        foreach (var (origin, counts) in found.Origins)
        {
            writer.WriteStartObject(origin);
            writer.WriteNumber("same", counts.Same);
            foreach (var kind in Enum.GetValues<DifferenceKind>())
            {
                writer.WriteNumber(DifferenceJson.Name(kind), counts.Of(kind));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        DifferenceJson.Why(writer, found.Reasons);
        writer.WriteStartObject("before");
        OffersJson.Write(writer, found.OffersBefore);
        FindingsJson.Write(writer, found.Before);
        writer.WriteEndObject();
        writer.WriteStartObject("after");
        OffersJson.Write(writer, found.OffersAfter);
        FindingsJson.Write(writer, found.After);
        writer.WriteEndObject();
    }));
}
