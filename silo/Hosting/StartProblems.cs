using System.Net.Sockets;
using JourneyGrains.Contracts.Streams;
using JourneyGrains.Definitions;
using JourneyGrains.Grains.Catalogue;
using JourneyGrains.Silo.Demo;
using JourneyGrains.Silo.Settings;
using JourneyGrains.Storage;
using JourneyGrains.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JourneyGrains.Silo.Hosting;

/// <summary>Says what keeps a silo from starting and what to do, where that is known.</summary>
internal static class StartProblems
{
    /// <summary>The explanation, or null where the failure is not one that an operator can mend.</summary>
    public static string? Explain(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case StoreUnavailableException or DefinitionException or StoreInUseException or StoreSchemaException or PortInUseException
                    or ClusterSettingException or WrongSettingsException or StoreFileException or DemoException:
                    return cause.Message;
                case ArgumentException { Source: "JourneyGrains.Storage" }:
                    return "The settings of the store are wrong (JourneyGrains:Database or JourneyGrains:ConnectionString, "
                        + $"JourneyGrains:Partitions): {cause.Message}";
                case NpgsqlException database:
                    return "The database does not serve this silo. Check that it runs and what JourneyGrains:ConnectionString says. "
                        + $"({database.Message})";
                case Microsoft.Extensions.Options.OptionsValidationException options:
                    return $"The configuration is wrong: {string.Join(" ", options.Failures)}";
                case SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return "A port is in use; perhaps another silo runs. Set JourneyGrains:HttpPort, JourneyGrains:SiloPort and "
                        + $"JourneyGrains:GatewayPort to free ones. ({error.Message})";
                case SqliteException store:
                    return $"The store (JourneyGrains:Database) does not open: {store.Message}";
                case UnauthorizedAccessException denied:
                    return $"{PathProblem.Told(denied)} Give this account the right to it, or set JourneyGrains:Database, JourneyGrains:Definitions "
                        + "and JourneyGrains:Delivery:OutboxFolder to what it may use.";
                case DirectoryNotFoundException missing:
                    return $"{PathProblem.Told(missing)} Set JourneyGrains:Definitions to the folder of your journeys.";
                default:
                    break;
            }
        }

        return null;
    }
}
