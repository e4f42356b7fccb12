// One customer: who they are, where they stand, what waits, and what was decided with its reason.

const TRANSCRIPT_PAGE = 25;

/** How a kind of line reads, and what it answers: why something was done, or why not. */
const KINDS = {
  Fact: ["fact", "", ""],
  Points: ["points", "", ""],
  Entered: ["entered", "", "why"],
  NotEntered: ["not entered", "held", "why-not"],
  Step: ["step", "", ""],
  Exited: ["exited", "", "why-not"],
  Finished: ["finished", "", ""],
  TakenOut: ["taken out", "held", "why-not"],
  Sent: ["decided", "good", "why"],
  Withheld: ["withheld", "held", "why-not"],
  Held: ["held", "held", "why-not"],
  Withdrawn: ["withdrawn", "held", "why-not"],
  HandedOver: ["handed over", "good", "why"],
  Retry: ["will retry", "held", "why-not"],
  Failed: ["failed", "bad", "why-not"],
  Goal: ["goal", "good", ""],
  Limit: ["limit", "held", "why-not"],
  NotInAudience: ["not in audience", "held", "why-not"],
  Issued: ["offer issued", "good", "why"],
  NotIssued: ["offer not issued", "held", "why-not"],
  Redeemed: ["offer redeemed", "good", ""],
  Called: ["call", "", "why"],
  Answered: ["answered", "good", "why"],
  CallFailed: ["call failed", "held", "why-not"],
  Report: ["report", "", "why"],
  Joined: ["segment entered", "", ""],
  Left: ["segment left", "", ""],
};

let current = null;
let entries = [];

function facts(pairs) {
  return make("dl", "facts", ...pairs.map(([name, value]) => make("div", "", make("dt", "", name), make("dd", "", value))));
}

function part(title, columns, rows) {
  return rows.length === 0 ? [] : [make("h3", "", title), make("div", "wide", table(columns, rows))];
}

function showProfile(customer) {
  const channels = customer.channels.length === 0 ? "nothing" : customer.channels.join(", ");
  byId("profile").replaceChildren(
    facts([
      ["customer", make("span", "mono", customer.id)],
      ["name", customer.name ?? (customer.forgotten ? "forgotten" : "–")],
      ["reachable by", channels + (customer.preferredChannel ? ` (prefers ${customer.preferredChannel})` : "")],
      ["language, time zone", `${customer.language ?? "–"}, ${customer.timeZone ?? "–"}`],
      ["orders", `${count(customer.orders)} for ${money(customer.spend)}`],
      ["points", `${count(customer.points)}${customer.tier ? `, tier ${customer.tier}` : ""}`],
      ...(customer.segments.length === 0 ? [] : [["segments", customer.segments.map(known => known.segment).join(", ")]]),
      ["next due", moment(customer.nextDueAt)],
      ...(customer.sending.inControlGroup ? [["control group", "kept without messages, for comparison"]] : []),
    ]),
    ...part(
      "Consent",
      [["channel", ""], ["purpose", ""], ["is", ""], ["since", "moment"], ["evidence", "reason"], ["confirmed", "moment"], ["by", "reason"]],
      customer.consents.map(consent => [
        consent.channel, consent.purpose, make("span", consent.granted && !consent.pending ? "good" : "held", consent.pending ? "to be confirmed" : consent.granted ? "granted" : "withdrawn"),
        moment(consent.at), consent.evidence ?? "–", moment(consent.confirmedAt), consent.confirmationEvidence ?? "–",
      ])),
    ...part(
      "Runs under way",
      [["journey", ""], ["key", ""], ["version", ""], ["step", ""], ["since", "moment"], ["due", "moment"], ["arms", ""]],
      customer.runs.map(run => [
        run.journey, make("span", "mono", run.key), make("span", "mono", run.version), run.step, moment(run.startedAt), moment(run.dueAt),
        run.arms.join(", ") || "–",
      ])),
    ...part(
      "Waiting messages",
      [["of", ""], ["template", ""], ["channel", ""], ["status", ""], ["decided", "moment"], ["expires", "moment"], ["again", "moment"]],
      customer.outbox.map(message => [
        message.origin, message.template, message.channel, message.status, moment(message.decidedAt), moment(message.expiresAt),
        moment(message.retryAt),
      ])),
    ...part(
      "Offers",
      [["offer", ""], ["code", ""], ["gives", ""], ["of", ""], ["issued", "moment"], ["expires", "moment"], ["is", ""]],
      customer.vouchers.map(voucher => [
        voucher.offer, make("span", "mono", voucher.code), `${count(voucher.value)} ${voucher.kind.toLowerCase()}`, voucher.origin, moment(voucher.issuedAt),
        moment(voucher.expiresAt), make("span", voucher.status === "Expired" ? "held" : "good", voucher.status.toLowerCase()),
      ])),
    ...part(
      "Caps",
      [["cap", ""], ["counted", "number"], ["of", ""], ["free from", "moment"]],
      customer.sending.caps.map(cap => [cap.cap, count(cap.used), `${count(cap.most)} ${cap.window}`, cap.freeAt ? moment(cap.freeAt) : "now"])),
    ...part(
      `Quiet hours in force (${customer.sending.timeZone})`,
      [["channel", ""], ["purpose", ""], ["until", "moment"]],
      customer.sending.quiet.map(quiet => [quiet.channel, quiet.purpose, moment(quiet.until)])));
}

function line(told) {
  const [name, className] = KINDS[told.kind] ?? [told.kind, ""];
  const origin = told.origin ? make("span", "origin", told.key ? `${told.origin} [${told.key}]` : told.origin) : null;
  const subject = told.subject ? make("span", "mono quiet", ` ${told.subject}`) : null;
  return make("li", "", make("span", `kind ${className}`, name), make("span", "text", origin, told.text, subject));
}

function showTranscript() {
  const wanted = document.querySelector("#transcript-filter input:checked").value;
  const shown = entries
    .map(entry => ({ entry, lines: (entry.lines ?? []).filter(told => wanted === "all" || KINDS[told.kind]?.[2] === wanted) }))
    .filter(({ lines }) => wanted === "all" || lines.length > 0);
  byId("transcript").replaceChildren(...shown.map(({ entry, lines }) => make(
    "li", "",
    make("div", "turn", timeOf(entry.at), make("span", "input", entry.came), make("span", "turn-number", `turn ${count(entry.number)}`)),
    lines.length === 0 ? null : make("ul", "lines", ...lines.map(line)))));
  const empty = byId("transcript-empty");
  empty.hidden = shown.length > 0;
  empty.textContent = entries.length === 0 ? "There is no transcript." : "No such line in the turns shown.";
}

async function askTranscript(id, before) {
  const page = await ask(`customers/${encodeURIComponent(id)}/transcript?before=${before}&count=${TRANSCRIPT_PAGE}`);
  if (id !== current) {
    return;
  }

  const read = page.entries.map((entry, at) => ({ ...entry, came: page.came[at] }));
  entries = before === 0 ? read : [...entries, ...read];
  const older = byId("transcript-older");
  older.hidden = page.next === 0;
  older.dataset.before = page.next;
  showTranscript();
}

function problem(text) {
  byId("customer-problem").textContent = text;
  byId("customer-problem").hidden = !text;
}

async function lookUp(id) {
  current = id;
  byId("customer-id").value = id;
  problem("");
  try {
    const customer = await ask(`customers/${encodeURIComponent(id)}`);
    if (id === current) {
      showProfile(customer);
      await askTranscript(id, 0);
      byId("customer").hidden = false;
    }
  } catch (error) {
    if (id === current) {
      byId("customer").hidden = true;
      problem(error.message);
    }
  }
}

function followFragment() {
  if (location.hash.startsWith("#customer=")) {
    byId("customer-section").scrollIntoView();
    try {
      lookUp(decodeURIComponent(location.hash.slice("#customer=".length)));
    } catch {
      problem("The customer in this page's address is not readable.");
    }
  }
}

byId("customer-form").addEventListener("submit", event => {
  event.preventDefault();
  const fragment = `#customer=${encodeURIComponent(byId("customer-id").value.trim())}`;
  if (fragment === location.hash) {
    followFragment();
  } else {
    location.hash = fragment;
  }
});
byId("transcript-filter").addEventListener("change", showTranscript);
byId("transcript-older").addEventListener("click", event =>
  askTranscript(current, event.currentTarget.dataset.before).catch(error => problem(error.message)));
window.addEventListener("hashchange", followFragment);
followFragment();
