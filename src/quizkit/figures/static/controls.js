/**
 * The controls of a live figure. The figure is an output of the same cell, marked with `mark`; what
 * to build stands in the traits `script` (an ES module) and `data` (JSON). All controls are made of
 * the parts in `kit`, so that they look and behave alike.
 */

const WAIT = 100; // milliseconds between looks for the figure, which may come after its controls
const PATIENCE = 100; // how many looks

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(kind, word) {
  return element("button", { type: "button", class: kind }, word);
}

/**
 * A slider with a mark at each of its stops, and buttons from stop to stop. `at` hears each move,
 * and says where one is: what is shown, and what is told. `go` moves it.
 */
function scrubber({ first, last, value, stops, words, mark = () => element("i") }, at) {
  const slider = element("input", { type: "range", min: first, max: last, step: 1, value });
  const shown = element("span", { class: "quizkit-shown", "aria-hidden": "true" });
  const before = button("quizkit-before", words.before);
  const after = button("quizkit-after", words.after);
  const share = (place) => `${(100 * (place - first)) / (last - first)}%`;
  const marks = stops.map((stop) => {
    const made = mark(stop);
    made.style.insetInlineStart = share(stop);
    return made;
  });

  function moved() {
    const here = Number(slider.value);
    const { show, say } = at(here);
    shown.textContent = show;
    slider.setAttribute("aria-valuetext", say);
    slider.style.setProperty("--at", share(here));
    // Not `disabled`: a button that is would drop the keyboard's focus.
    before.setAttribute("aria-disabled", here <= stops[0]);
    after.setAttribute("aria-disabled", here >= stops.at(-1));
  }

  function go(place) {
    if (place === undefined) return;
    slider.value = place;
    moved();
  }

  slider.addEventListener("input", moved);
  before.addEventListener("click", () => go(stops.findLast((stop) => stop < Number(slider.value))));
  after.addEventListener("click", () => go(stops.find((stop) => stop > Number(slider.value))));
  const ticks = element("span", { class: "quizkit-ticks", "aria-hidden": "true" }, ...marks);
  const track = element("span", { class: "quizkit-track" }, slider, ticks);
  const line = element("label", {}, element("span", {}, words.name), track, shown);
  const buttons = element("div", { class: "quizkit-buttons" }, before, after);
  return { slider, line, buttons, go };
}

/**
 * A place for what is said aloud when it changes. It is always as high as the longest of what it
 * may say, `texts` of them, so that nothing below it jumps.
 */
function teller(texts, write) {
  const said = element("div", { class: "quizkit-said", role: "status", "aria-live": "polite" });
  const all = Array.from({ length: texts }, (_, n) =>
    element("div", { class: "quizkit-said", "aria-hidden": "true" }, ...write(n)),
  );
  let now;
  function tell(n) {
    if (n !== now) said.replaceChildren(...write(n));
    now = n;
  }
  return { place: element("div", { class: "quizkit-teller" }, ...all, said), tell };
}

const kit = { element, button, scrubber, teller };

async function load(source) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return (await import(url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Find the figure anew at every change: a notebook may draw an output a second time. */
function finder(mark) {
  return () => document.querySelector(`[data-live="${CSS.escape(mark)}"]`);
}

async function found(find) {
  for (let look = 0; look < PATIENCE && !find(); look += 1)
    await new Promise((done) => setTimeout(done, WAIT));
  return find();
}

async function render({ model, el }) {
  const place = element("div", { class: "quizkit-controls" });
  el.append(place);
  const find = finder(model.get("mark"));
  const build = await load(model.get("script"));
  await found(find);
  const stop = build(find, JSON.parse(model.get("data")), place, kit);
  // Else JupyterLab takes their keys: an arrow, or a letter in a list, moves or changes cells.
  for (const control of place.querySelectorAll("input, select, button"))
    control.dataset.lmSuppressShortcuts = "true";
  return () => {
    stop?.();
    place.remove();
  };
}

export default { render };
