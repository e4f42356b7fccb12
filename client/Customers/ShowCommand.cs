using System.CommandLine;
using System.Globalization;
using JourneyGrains.CommandLine.Connecting;
using JourneyGrains.CommandLine.Terminals;
using JourneyGrains.Contracts.Customers;

namespace JourneyGrains.CommandLine.Customers;

/// <summary>customer show: profile, consents, runs under way, messages that wait.</summary>
internal static class ShowCommand
{
    public static Command Create(CommandContext context)
    {
        var id = CustomerCommand.Id();
        var command = new Command("show", "Who the customer is, where they stand in which journey, what waits for them.") { id };
        command.SetAction(context.OnCluster(async (session, parsed, cancellation) =>
        {
            var view = await session.Grains.Customer(parsed.GetValue(id)!).View().WaitAsync(cancellation);
            if (!view.Known)
            {
                throw new CommandException(ExitCodes.Refused, $"Nothing is known of customer '{view.Id}': no event was ever taken for that id.");
            }

            if (context.Json(parsed))
            {
                context.Terminal.WriteJson(ForPrograms(view));
            }
            else
            {
                Show(context.Terminal, view);
            }

            return ExitCodes.Ok;
        }));
        return command;
    }

    private static void Show(Terminal terminal, CustomerView view)
    {
        terminal.Out.WriteLine($"customer {view.Id}{(view.Forgotten ? "  (forgotten)" : "")}");
        var facts = terminal.NewTable("what", "value");
        facts.ShowHeaders = false;
        facts.AddTexts("name", view.Name ?? "-");
        facts.AddTexts("language", view.Language ?? "-");
        facts.AddTexts("time zone", view.TimeZone ?? "-");
        facts.AddTexts("reachable by", view.Channels.Length == 0 ? "nothing" : string.Join(", ", view.Channels) + Preferred(view));
        facts.AddTexts("orders", string.Create(CultureInfo.InvariantCulture, $"{view.Orders} for {view.Spend:N2}"));
        facts.AddTexts("points", $"{Tables.Count(view.Points)}, tier {(view.Tier.Length == 0 ? "-" : view.Tier)}");
        if (view.Sending.InControlGroup)
        {
            facts.AddTexts("control group", "yes: kept without messages, for comparison");
        }

        if (view.Segments.Length > 0)
        {
            facts.AddTexts("segments", string.Join(", ", view.Segments.Select(known => $"{known.Segment} (since {Tables.Moment(known.Since)})")));
        }

        facts.AddTexts("next due", Tables.Moment(view.NextDueAt));
        terminal.Screen.Write(facts);
        ShowConsents(terminal, view.Consents);
        ShowRuns(terminal, view.Runs);
        ShowOutbox(terminal, view.Outbox);
        ShowSending(terminal, view.Sending);
        ShowVouchers(terminal, view.Vouchers);
    }

    private static string Preferred(CustomerView view) => view.PreferredChannel is null ? "" : $" (prefers {view.PreferredChannel})";

    private static void ShowConsents(Terminal terminal, ConsentView[] consents)
    {
        var table = terminal.NewTable("consent", "purpose", "is", "since", "evidence", "confirmed");
        Array.ForEach(consents, consent => table.AddTexts(
            consent.Channel, consent.Purpose, consent.Pending ? "to be confirmed" : consent.Granted ? "granted" : "withdrawn", Tables.Moment(consent.At), consent.Evidence ?? "-",
            consent.ConfirmedAt is null ? "-" : $"{Tables.Moment(consent.ConfirmedAt)} {consent.ConfirmationEvidence}".TrimEnd()));
        Write(terminal, table);
    }

    private static void ShowRuns(Terminal terminal, RunView[] runs)
    {
        var table = terminal.NewTable("journey", "key", "version", "step", "since", "due", "arms");
        Array.ForEach(runs, run => table.AddTexts(
            run.Journey, run.Key, run.Version, run.Step, Tables.Moment(run.StartedAt), Tables.Moment(run.DueAt),
            run.Arms.Length == 0 ? "-" : string.Join(", ", run.Arms)));
        Write(terminal, table);
    }

    private static void ShowOutbox(Terminal terminal, MessageView[] outbox)
    {
        var table = terminal.NewTable("message", "of", "template", "channel", "status", "decided", "expires", "again");
        Array.ForEach(outbox, message => table.AddTexts(
            message.Id, message.Origin, message.Template, message.Channel, message.Status, Tables.Moment(message.DecidedAt), Tables.Moment(message.ExpiresAt),
            Tables.Moment(message.RetryAt)));
        Write(terminal, table);
    }

    private static void ShowSending(Terminal terminal, SendingView sending)
    {
        var caps = terminal.NewTable("cap", "counted", "of", "free from");
        Array.ForEach(sending.Caps, cap => caps.AddTexts(
            cap.Cap, Tables.Count(cap.Used), $"{Tables.Count(cap.Most)} {cap.Window}", cap.FreeAt is null ? "now" : Tables.Moment(cap.FreeAt)));
        Write(terminal, caps);
        var quiet = terminal.NewTable("quiet now", "purpose", "until");
        Array.ForEach(sending.Quiet, hours => quiet.AddTexts(hours.Channel, hours.Purpose, Tables.Moment(hours.Until)));
        Write(terminal, quiet);
    }

    private static void ShowVouchers(Terminal terminal, VoucherView[] vouchers)
    {
        var table = terminal.NewTable("offer", "code", "gives", "of", "issued", "expires", "is");
        Array.ForEach(vouchers, voucher => table.AddTexts(
            voucher.Offer, voucher.Code, string.Create(CultureInfo.InvariantCulture, $"{voucher.Value:0.##} {voucher.Kind.ToLowerInvariant()}"), voucher.Origin,
            Tables.Moment(voucher.IssuedAt), Tables.Moment(voucher.ExpiresAt),
            voucher.RedeemedAt is null ? voucher.Status.ToLowerInvariant() : $"redeemed {Tables.Moment(voucher.RedeemedAt)}"));
        Write(terminal, table);
    }

    private static void Write(Terminal terminal, Spectre.Console.Table table)
    {
        if (table.Rows.Count > 0)
        {
            terminal.Out.WriteLine();
            terminal.Screen.Write(table);
        }
    }

    private static object ForPrograms(CustomerView view) => new
    {
        view.Id,
        view.Forgotten,
        view.Name,
        view.Language,
        view.TimeZone,
        view.PreferredChannel,
        view.Channels,
        view.Consents,
        view.Orders,
        view.Spend,
        view.Points,
        view.Tier,
        view.Runs,
        view.Outbox,
        view.NextDueAt,
        view.Sending,
        view.Vouchers,
        view.Segments,
        state = JsonOutput.Raw(view.Json),
    };
}
