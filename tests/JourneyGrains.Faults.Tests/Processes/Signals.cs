using System.ComponentModel;
using System.Runtime.InteropServices;

namespace JourneyGrains.Faults.Tests.Processes;

/// <summary>Signals to a process of one's own, by its id.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <exception cref="Win32Exception">There is no such process, or it is not ours.</exception>
    public static void Send(int process, int signal)
    {
        if (Kill_(process, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill_(int process, int signal);
}
