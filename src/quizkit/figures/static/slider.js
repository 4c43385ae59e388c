/**
 * A year to slide: the map's picture takes the look of the stage that the year is in.
 *
 * data: {first, last, year, stages: [{from, said}], pictures: [{select, slots, values}], words}
 */

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Give every slot of a picture its value; the kinds of elements are looked up once a picture. */
function paint(svg, slots, values) {
  const kinds = {};
  slots.forEach(([kind, number, attribute], n) => {
    const node = (kinds[kind] ??= svg.querySelectorAll(kind))[number];
    if (!node) return;
    if (attribute) node.setAttribute(attribute, values[n]);
    else node.textContent = values[n];
  });
}

export default function build(find, data, place) {
  const { words, stages } = data;
  const slider = element("input", {
    type: "range", min: data.first, max: data.last, step: 1, value: data.year,
  });
  const shown = element("span", { class: "quizkit-year", "aria-hidden": "true" });
  const said = element("p", { class: "quizkit-said", role: "status", "aria-live": "polite" });
  const before = element("button", { type: "button" }, words.before);
  const after = element("button", { type: "button" }, words.after);
  const ticks = element("span", { class: "quizkit-ticks", "aria-hidden": "true" });
  for (const { from } of stages) {
    const tick = element("i");
    tick.style.insetInlineStart = `${(100 * (from - data.first)) / (data.last - data.first)}%`;
    ticks.append(tick);
  }

  function show() {
    const year = Number(slider.value);
    const stage = stages.findLast(({ from }) => from <= year);
    shown.textContent = year;
    slider.setAttribute("aria-valuetext", `${year}`);
    if (said.textContent !== stage.said) said.textContent = stage.said;
    // Not `disabled`: a button that is would drop the keyboard's focus.
    before.setAttribute("aria-disabled", year <= stages[0].from);
    after.setAttribute("aria-disabled", year >= stages.at(-1).from);
    for (const { select, slots, values, alt } of data.pictures) {
      const svg = find()?.querySelector(select);
      if (!svg) continue;
      paint(svg, slots, values[stage.from]);
      svg.setAttribute("aria-label", alt[stage.from]);
    }
  }

  function jump(step) {
    const year = Number(slider.value);
    const years = stages.map(({ from }) => from);
    const next = step > 0 ? years.find((one) => one > year) : years.findLast((one) => one < year);
    if (next === undefined) return;
    slider.value = next;
    show();
  }

  slider.addEventListener("input", show);
  before.addEventListener("click", () => jump(-1));
  after.addEventListener("click", () => jump(1));
  const track = element("span", { class: "quizkit-track" }, slider, ticks);
  const label = element("label", {}, element("span", {}, words.year), track, shown);
  place.append(label, element("div", { class: "quizkit-buttons" }, before, after), said);
  show();
}
