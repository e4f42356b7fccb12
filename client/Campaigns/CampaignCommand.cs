using System.CommandLine;
using JourneyGrains.Client.Connecting;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Campaigns;

namespace JourneyGrains.CommandLine.Campaigns;

/// <summary>campaign: launches waves and follows them.</summary>
internal static class CampaignCommand
{
    public static Command Create(CommandContext context) => new("campaign", "Launch, watch, pause and resume a campaign's waves.")
    {
        CreateLaunch(context),
        CreateWatch(context),
        CreateStep(context, "pause", "Hold the wave; nobody more is offered it until it is resumed.", campaign => campaign.Pause()),
        CreateStep(context, "resume", "Let a paused wave go on where it is.", campaign => campaign.Resume()),
    };

    private static Argument<string> Name() => new("name") { Description = "The campaign's name." };

    private static Command CreateLaunch(CommandContext context)
    {
        var name = Name();
        var wave = new Option<string?>("--wave") { Description = "The wave. [default: the campaign's first]", HelpName = "wave" };
        var watch = new Option<bool>("--watch") { Description = "Follow it until it is done. Ctrl-C ends the watching, not the wave." };
        var command = new Command("launch", "Start a wave over its audience; one that was launched before goes on where it is.") { name, wave, watch };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var campaign = session.Grains.Campaign(parsed.GetValue(name)!);
            var status = await campaign.Launch(parsed.GetValue(wave)).WaitAsync(cancellation);
            return parsed.GetValue(watch) && status.Problem is null
                ? Tell(context, parsed, await WatchAsync(context, campaign, status, cancellation))
                : Tell(context, parsed, status);
        }));
        return command;
    }

    private static Command CreateWatch(CommandContext context)
    {
        var name = Name();
        var command = new Command("watch", "Follow a wave until it is done. Ctrl-C ends the watching, not the wave.") { name };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var campaign = session.Grains.Campaign(parsed.GetValue(name)!);
            var status = await campaign.Status().WaitAsync(cancellation);
            return Tell(context, parsed, status.Problem is null ? await WatchAsync(context, campaign, status, cancellation) : status);
        }));
        return command;
    }

    private static Command CreateStep(CommandContext context, string verb, string description, Func<ICampaignGrain, Task<CampaignStatus>> step)
    {
        var name = Name();
        var command = new Command(verb, description) { name };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
            Tell(context, parsed, await step(session.Grains.Campaign(parsed.GetValue(name)!)).WaitAsync(cancellation))));
        return command;
    }

    private static Task<CampaignStatus> WatchAsync(CommandContext context, ICampaignGrain campaign, CampaignStatus status, CancellationToken cancellation) =>
        new ProgressDisplay(context.Terminal).RunAsync($"{status.Campaign}/{status.Wave}", async progress =>
        {
            var asking = context.Reconnecting(
                $"The wave goes on where it is when one runs again; follow it by: journeygrains campaign watch {status.Campaign}",
                text => progress.Report(new(null, text)));
            while (status.State == "running" || status.State == "paused")
            {
                progress.Report(new(status.Customers > 0 ? (double)status.Offered / status.Customers : null, Line(status)));
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
                status = await asking.AskAsync(campaign.Status, cancellation);
            }

            progress.Report(new(status.State == "done" ? 1 : 0, Line(status)));
            return status;
        });

    private static int Tell(CommandContext context, ParseResult parsed, CampaignStatus status)
    {
        if (context.Json(parsed))
        {
            context.Terminal.WriteJson(status);
        }
        else if (status.Problem is null)
        {
            context.Terminal.Out.WriteLine($"{status.Campaign}{(status.Wave is null ? "" : "/" + status.Wave)}: {Line(status)}");
        }

        if (status.Problem is not null)
        {
            context.Terminal.Error.WriteLine($"{status.Campaign}: {status.Problem}");
        }

        return status.Problem is null ? ExitCodes.Ok : ExitCodes.Refused;
    }

    private static string Line(CampaignStatus status) =>
        $"{status.State}, {Tables.Count(status.Offered)} of {Tables.Count(status.Customers)} customers reached, {Tables.Count(status.Sent)} messages decided"
        + (status.Entered > 0 ? $", {Tables.Count(status.Entered)} runs begun" : "");
}
