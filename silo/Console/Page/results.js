// What became of the arms of splits and of the control group: each rate with its interval.

function shape(tag, attributes, ...children) {
  const element = document.createElementNS(byId("shapes").namespaceURI, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

const points = share => (100 * share).toFixed(2);
const signed = number => `${number > 0 ? "+" : ""}${number.toFixed(2)}`;
const within = (estimate, text) => `${text(estimate.value)} (${text(estimate.low)} to ${text(estimate.high)})`;

/** The interval on a line below; values that are all the same have none. */
const estimate = (known, text) => !known ? "–" : known.low < known.high
  ? make("span", "estimate", text(known.value), make("small", "", `${text(known.low)} to ${text(known.high)}`))
  : make("span", "estimate", text(known.value));

/** A point on its interval, on the scale of all arms of the split. */
function interval(arm, most) {
  const x = share => (4 + (share / most) * 112).toFixed(1);
  return shape(
    "svg", { viewBox: "0 0 120 14", class: "interval", role: "img", "aria-label": `${within(arm.rate, points)} percent` },
    shape("line", { x1: x(arm.rate.low), x2: x(arm.rate.high), y1: 7, y2: 7 }),
    shape("circle", { cx: x(arm.rate.value), cy: 7, r: 3.5 }));
}

function armName(split, arm) {
  const note = arm.control ? " (control)" : arm.arm === split.baseline ? " (baseline)" : "";
  return arm.arm + note;
}

function splitTable(results, split) {
  const most = Math.max(0.001, ...split.arms.filter(arm => arm.entered > 0).map(arm => arm.rate.high));
  const counted = [["arm", "name"], ["customers", "number"], ["messaged", "number"], ["messages", "number"], ["held back", "number"]];
  const rated = [["converted", "number"], ["rate in %", "number"], ["above", "number"], ["p", "number"], ["so far", "verdict"]];
  const valued = split.arms.some(arm => arm.value !== 0) ? [[`value ${results.currency}`, "number"], ["by customer", "number"]] : [];
  return table(
    results.hasGoal ? [...counted, ...rated, ...valued] : counted,
    split.arms.map(arm => [
      armName(split, arm), count(arm.entered), count(arm.messaged), count(arm.handedOver), count(arm.heldBack),
      ...(results.hasGoal ? [
        count(arm.converted),
        arm.entered > 0 ? make("span", "", estimate(arm.rate, points), interval(arm, most)) : "–",
        estimate(arm.uplift?.rate, share => signed(100 * share)),
        arm.uplift?.pValue == null ? "–" : arm.uplift.pValue < 0.0001 ? "<0.0001" : arm.uplift.pValue.toFixed(4),
        arm.uplift?.verdict ?? "–",
        ...(valued.length > 0 ? [money(arm.value), estimate(arm.mean, money)] : []),
      ] : []),
    ]),
    "many");
}

/** A goal without a value has none to tell. */
function messageTable(results) {
  const valued = results.messages.some(message => message.value !== 0);
  return table(
    [["template", "name"], ["channel", ""], ["goals", "number"], ...(valued ? [[`value ${results.currency}`, "number"]] : [])],
    results.messages.map(message => [
      message.template, message.channel, count(message.goals), ...(valued ? [money(message.value)] : []),
    ]));
}

function showResults(all) {
  byId("results").replaceChildren(...(all.length === 0
    ? [make("p", "quiet", "Nothing is counted: no journey has a split or a valued goal, and there is no control group.")]
    : all.flatMap(results => [
      ...results.splits.flatMap(split => [
        make("h3", "", `${split.split ? `${results.origin}: ${split.split}` : results.origin}${results.gone ? " (gone)" : ""}`),
        splitTable(results, split),
        ...(split.warning ? [make("p", "warning", split.warning)] : []),
      ]),
      ...(results.messages.length === 0 ? [] : [
        make("h3", "", `${results.origin}: goals put down to messages`),
        messageTable(results),
      ]),
    ])));
}
