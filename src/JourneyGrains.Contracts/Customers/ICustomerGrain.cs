using JourneyGrains.Contracts.Campaigns;
using JourneyGrains.Contracts.Streams;

namespace JourneyGrains.Contracts.Customers;

/// <summary>One customer (the key is the customer's id): what backend services call, and below it what the runtime itself calls.</summary>
[Alias("journeygrains.customer")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Appends events of this customer to the log; they are durable when the call returns and are decided in their order.</summary>
    [Alias("track")]
    Task<AppendReceipt> Track(EventRecord[] events);

    /// <summary>The customer as committed.</summary>
    [Alias("view"), Orleans.Concurrency.AlwaysInterleave]
    Task<CustomerView> View();

    /// <summary>A page of the transcript, newest first.</summary>
    /// <param name="before">Entries with a smaller number than this; 0: from the newest.</param>
    /// <param name="count">1 to 500.</param>
    [Alias("transcript"), Orleans.Concurrency.AlwaysInterleave]
    Task<TranscriptPage> Transcript(long before, int count);

    /// <summary>Grants or withdraws a consent now. The same command id again changes nothing, which the receipt notes.</summary>
    [Alias("consent")]
    Task<CommandReceipt> ChangeConsent(ConsentRequest request);

    /// <summary>
    /// Lets the customer enter a journey that says 'by: api'. The same command id again changes nothing, whatever the journey and the data, which
    /// the receipt notes. Refused with its reason where the journey or the data do not allow it or its entry rules do not (under way with this key, entered before); then nothing has changed.
    /// </summary>
    [Alias("enter")]
    Task<CommandReceipt> Enter(EnterRequest request);

    /// <summary>
    /// Forgets the customer: profile, behaviour, transcript and the log's copies of the events go; what waits is withdrawn; later events
    /// are refused.
    /// </summary>
    [Alias("forget")]
    Task<CommandReceipt> Forget(string commandId);

    /// <summary>For the partition's router: events from the log, in their order. When it returns, their turns are committed.</summary>
    [Alias("take")]
    Task Take(EventRecord[] events);

    /// <summary>For the pump: takes what is due before a moment, at the time it was due.</summary>
    [Alias("due")]
    Task TakeDue(DateTimeOffset before);

    /// <summary>For the pump: hands over what a crash left in the outbox.</summary>
    [Alias("resume")]
    Task ResumeOutbox();

    /// <summary>For the pump: the definitions in force count from now on, where runs are under way; else from the next input on, as for everybody.</summary>
    [Alias("adopt")]
    Task Adopt();

    /// <summary>For the sweep after new definitions: judges the customer by the segments in force, where that was not done yet.</summary>
    [Alias("renew")]
    Task Renew();

    /// <summary>For a wave: judges the audience now, decides the message and begins the run. Once for each wave, however often it is called.</summary>
    [Alias("reach")]
    Task<WaveOutcome> Offer(string campaign, string wave, DateTimeOffset now);
}
