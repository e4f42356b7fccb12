// Status, totals, campaigns and dead letters, asked again and again while the page is seen.

const PAUSE_MS = 2000;

/** The membership is asked once in so many rounds: it stands in the database. */
const ROUNDS_PER_SILOS = 5;

let lettersShown = [];
let lettersKnown = -1;
let rounds = 0;

function tile(name, value, note, className) {
  return make("div", `tile ${className ?? ""}`, make("div", "name", name), make("div", "value", value), make("div", "note", note));
}

function showStatus(status) {
  const behind = Math.max(0, status.appended - status.consumed);
  const consumed = tile("Consumed", count(status.consumed), behind === 0 ? "all of the log" : `${count(behind)} behind`);
  consumed.append(bar(status.consumed, status.appended, "Part of the log that is consumed"));
  const letters = tile("Dead letters", count(status.deadLetters), status.deadLetters === 0 ? "nothing was refused" : "");
  if (status.deadLetters > 0) {
    const link = make("a", "", "see why");
    link.href = "#deadletters-section";
    letters.lastChild.append(link);
  }

  byId("status").replaceChildren(
    tile("Events in the log", count(status.appended), `${count(status.partitions)} partitions`),
    consumed,
    tile("Customers", count(status.customers), "with a turn"),
    tile("Due", count(status.due), "customers with something due"),
    tile("Outbox", count(status.outbox), "customers with messages to hand over"),
    letters,
    tile("Store time", moment(status.time), status.followsLog ? "follows the log" : "the clock's", "moment"));
  byId("status").setAttribute("aria-busy", "false");
}

function showTotals({ tables, note }) {
  byId("totals").replaceChildren(...(tables.length === 0
    ? [make("p", "quiet", "Nothing has been decided yet.")]
    : tables.map(({ title, columns, rows }) => table(
      [[title, "name"], ...columns.map(column => [column.title, "number"])],
      rows.map(row => [row.title, ...row.counts.map(count)]),
      "many"))), ...(note ? [make("p", "quiet", note)] : []));
}

function showVersions(status) {
  const ended = status.ended.map(one => `${one.journey} (${count(one.runs)})`).join(", ");
  byId("versions").replaceChildren(
    ended ? make("p", "quiet", `Edition ${count(status.edition)} ended runs of journeys that it no longer has: ${ended}.`) : "",
    status.versions.length === 0
      ? make("p", "quiet", "No journey is defined.")
      : table(
        [["journey", "name"], ["version", "mono"], ["", ""], ["edition", "number"], ["runs", "number"]],
        status.versions.map(version => [
          version.journey,
          make("span", "mono", version.version),
          version.inForce ? "in force" : "older",
          version.edition === 0 ? "–" : count(version.edition),
          count(version.runs),
        ])));
}

function showSilos(silos) {
  const differ = new Set(silos.filter(silo => silo.definitions).map(silo => silo.definitions)).size > 1;
  byId("silos").replaceChildren(
    table(
      [["silo", "name"], ["status", ""], ["since", "moment"], ["activations", "number"], ["definitions", ""]],
      silos.map(silo => [
        make("span", "mono", silo.address),
        make("span", silo.status === "Active" ? "good" : silo.status === "Dead" ? "bad" : "held", silo.status.toLowerCase()),
        moment(silo.since),
        silo.activations === null ? "–" : count(silo.activations),
        make("span", "mono", silo.definitions?.slice(0, 12) ?? "–"),
      ])),
    differ ? make("p", "warning", "The silos have different definitions in force. Give all of them the same files and reload.") : "");
}

function showCampaigns(campaigns) {
  byId("campaigns").replaceChildren(campaigns.length === 0
    ? make("p", "quiet", "No campaign is defined.")
    : table(
      [["campaign", "name"], ["wave", ""], ["state", ""], ["progress", "progress"], ["offered", "number"], ["of", "number"], ["decided", "number"],
        ["entered", "number"], ["launched", "moment"]],
      campaigns.map(campaign => [
        campaign.campaign,
        campaign.wave ?? "–",
        make("span", campaign.problem ? "bad" : "", campaign.problem ?? campaign.state),
        bar(campaign.offered, campaign.customers, `Part of the audience that ${campaign.campaign} has reached`),
        count(campaign.offered),
        count(campaign.customers),
        count(campaign.sent),
        count(campaign.entered),
        moment(campaign.launchedAt),
      ])));
}

function showLetters(next) {
  byId("deadletters").replaceChildren(lettersShown.length === 0
    ? make("p", "quiet", "There are none.")
    : table(
      [["no.", "number"], ["at", "moment"], ["reason", "reason"], ["code", "code"], ["came by", ""], ["event", "id"], ["customer", "code"],
        ["replay", ""]],
      lettersShown.map(letter => [
        count(letter.number),
        moment(letter.at),
        letter.reason,
        letter.code,
        letter.source,
        make("span", "mono", letter.eventId || "–"),
        letter.customerId ? customerLink(letter.customerId) : "–",
        letter.replayable ? "replayable" : "not replayable",
      ]),
      "many"));
  const older = byId("deadletters-older");
  older.hidden = next === 0;
  older.dataset.before = next;
}

async function askLetters(before) {
  const page = await ask(`deadletters?before=${before}&count=50`);
  lettersShown = before === 0 ? page.letters : [...lettersShown, ...page.letters];
  showLetters(page.next);
}

async function refresh() {
  const [status, campaigns, results] = await Promise.all([ask("status"), ask("campaigns"), ask("results")]);
  showStatus(status);
  showTotals(status);
  showVersions(status);
  showCampaigns(campaigns);
  showResults(results);
  if (rounds++ % ROUNDS_PER_SILOS === 0) {
    showSilos(await ask("silos"));
  }

  // Only when there are others, so that a reader on an older page is not thrown back.
  if (status.deadLetters !== lettersKnown) {
    await askLetters(0);
    lettersKnown = status.deadLetters;
  }
}

function fresh(className, text) {
  const place = byId("freshness");
  place.className = className;
  place.textContent = text;
}

async function keepFresh() {
  if (!document.hidden) {
    try {
      await refresh();
      fresh("live", `as of ${new Date().toISOString().slice(11, 19)} UTC`);
    } catch (error) {
      fresh("lost", `${error.message} Trying again …`);
    }
  }

  setTimeout(keepFresh, PAUSE_MS);
}

byId("deadletters-older").addEventListener("click", event =>
  askLetters(event.currentTarget.dataset.before).catch(error => fresh("lost", error.message)));
keepFresh();
