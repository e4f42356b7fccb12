// What every part of the page uses: asking the silo, and making elements. Text only ever becomes text: nothing here parses HTML.

const byId = id => document.getElementById(id);

/** An element with a class and children; strings become text. */
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }

  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

const counted = new Intl.NumberFormat("en");
const count = number => counted.format(number);

/** "12,345.60": an amount of money. */
const amounts = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const money = amount => amounts.format(amount);

/** "2025-11-11 10:03:04", in UTC. */
function moment(text) {
  return text ? new Date(text).toISOString().slice(0, 19).replace("T", " ") : "–";
}

function timeOf(text) {
  const time = make("time", "", moment(text));
  time.dateTime = text;
  return time;
}

/** Below these widths of the page a table does not fit: one with the class "many", and any other. */
const FITTING = [[".many", matchMedia("(max-width: 64rem)")], [":not(.many)", matchMedia("(max-width: 40rem)")]];

function fitTables(tables) {
  FITTING.forEach(([kind, narrow]) => tables.filter(one => one.matches(kind)).forEach(one => one.classList.toggle("blocks", narrow.matches)));
}

FITTING.forEach(([, narrow]) => narrow.addEventListener("change", () => fitTables([...document.querySelectorAll("table")])));

/**
 * A table; columns are [name, class of its cells], cells are strings or elements. Where the page is narrow a row is a block of its own, whose
 * cells say their column's name; of a table with the class "many" sooner.
 */
function table(columns, rows, className) {
  const head = make("tr", "", ...columns.map(([name, className]) => {
    const cell = make("th", className === "number" ? "number" : "", name);
    cell.scope = "col";
    return cell;
  }));
  const body = rows.map(row => make("tr", "", ...row.map((cell, column) => {
    const zero = columns[column][1] === "number" && cell === "0" ? " zero" : "";
    const element = make("td", columns[column][1] + zero, cell);
    element.dataset.column = columns[column][0];
    return element;
  })));
  const whole = make("table", className, make("thead", "", head), make("tbody", "", ...body));
  fitTables([whole]);
  return whole;
}

function bar(value, most, name) {
  const element = document.createElement("progress");
  element.max = Math.max(most, 1);
  element.value = Math.min(value, element.max);
  element.setAttribute("aria-label", name);
  return element;
}

/** A link that looks a customer up; the id stays in the fragment, which is not sent anywhere. */
function customerLink(id) {
  const link = make("a", "mono", id);
  link.href = `#customer=${encodeURIComponent(id)}`;
  return link;
}

/** The silo's answer; an Error with its reason where it refused or did not answer. */
async function ask(path) {
  let response;
  try {
    response = await fetch(`/console/api/${path}`, { signal: AbortSignal.timeout(35000), credentials: "omit" });
  } catch {
    throw new Error("The silo cannot be reached.");
  }

  if (response.ok) {
    return response.json();
  }

  const refusal = await response.json().catch(() => null);
  throw new Error(refusal?.problem ?? `The silo answered ${response.status} ${response.statusText}.`);
}
