using System.Text;
using JourneyGrains.Core.Customers;
using JourneyGrains.Simulation;

namespace JourneyGrains.Cluster.Tests.SeveralSilos;

/// <summary>Where a cluster's transcripts leave the simulator's, for the message of a failed test.</summary>
internal static class TranscriptDifference
{
    public static async Task<string> FirstAsync(ClusterConnection client, SimulationResult simulated)
    {
        foreach (var customer in simulated.Customers)
        {
            var page = await client.Journeys.Customer(customer.Id).Transcript(0, 500);
            var taken = page.Entries.Reverse().ToArray();
            var expected = customer.Entries.Select(entry => Encoding.UTF8.GetString(CoreJson.Write(entry))).ToArray();
            var at = Enumerable.Range(0, Math.Max(taken.Length, expected.Length))
                .FirstOrDefault(index => taken.ElementAtOrDefault(index) != expected.ElementAtOrDefault(index), -1);
            if (at >= 0)
            {
                return $"Customer {customer.Id}, entry {at}:\nsimulated {expected.ElementAtOrDefault(at)}\ncluster   {taken.ElementAtOrDefault(at)}"
                    + $"\nafter     {taken.ElementAtOrDefault(at - 1)}";
            }
        }

        return "The digests differ, though no customer of the simulation does.";
    }
}
