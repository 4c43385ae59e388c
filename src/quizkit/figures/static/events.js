/**
 * Events to go along: one at a time is set out large, and marked in the picture. One is chosen with
 * the slider and its buttons, or by a click or a tap on its mark or its name.
 *
 * data: {events: [{when, theme, title, text, sources, tip, colour, shape, filled}], words,
 *        pictures: [{select, lines: [[first, end]]}]}; `lines` are those of the event's name.
 */

/** What a mark says, also once the page's tips have taken its title over. */
const says = (mark) => mark.getAttribute("aria-label") ?? mark.querySelector("title")?.textContent;

function drawn(svg, name, attributes) {
  const made = document.createElementNS(svg.namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Return the box around lines of lettering, from the lengths that they keep in any typeface. */
function around(texts) {
  const boxes = texts.map((text) => {
    const number = (name) => Number(text.getAttribute(name));
    const [x, y, size, length] = ["x", "y", "font-size", "textLength"].map(number);
    return { left: x, right: x + length, top: y - size, bottom: y + size * 0.35 };
  });
  const [x, y] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [x2, y2] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
  return { x: x - 4, y: y - 1, width: x2 - x + 8, height: y2 - y + 2 };
}

export default function build(find, { events, pictures, words }, place, { element, scrubber, teller }) {
  const picture = find()?.querySelector("svg");

  function symbol({ colour, shape, filled }) {
    const holder = element("i", { class: "quizkit-sign" });
    if (!picture) return holder;
    const svg = drawn(picture, "svg", { viewBox: "-1.4 -1.4 2.8 2.8" });
    const fill = filled ? colour : "none";
    svg.append(drawn(picture, "path", { d: shape, fill, stroke: colour, "stroke-width": 0.35 }));
    holder.append(svg);
    return holder;
  }

  const { place: told, tell } = teller(events.length, (n) => {
    const { when, theme, title, text, sources } = events[n];
    const dated = element("p", { class: "quizkit-when" }, symbol(events[n]), `${when} · ${theme}`);
    return [
      dated,
      element("p", { class: "quizkit-title" }, title),
      element("p", {}, text),
      element("p", { class: "quizkit-from" }, sources),
    ];
  });

  /** Mark one event in a picture: its name on a ground, and a ring around its mark on the line. */
  function mark(svg, n, lines) {
    svg.querySelector(".quizkit-at")?.remove();
    const at = drawn(svg, "g", { class: "quizkit-at" });
    const texts = [...svg.querySelectorAll("text")];
    for (const text of texts.slice(lines[0][0])) text.classList.add("quizkit-name");
    const box = around(texts.slice(...lines[n]));
    at.append(drawn(svg, "rect", { ...box, rx: 4, fill: "#0072b2", "fill-opacity": 0.16 }));
    const point = [...svg.querySelectorAll("path")].find((path) => says(path) === events[n].tip);
    const { e: cx, f: cy } = point.transform.baseVal.consolidate().matrix;
    at.append(drawn(svg, "circle", { cx, cy, r: 9, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }));
    svg.prepend(at);
  }

  const { line, buttons, go } = scrubber(
    {
      first: 1,
      last: events.length,
      value: 1,
      stops: events.map((_, n) => n + 1),
      words,
      mark: (stop) => symbol(events[stop - 1]),
    },
    (number) => {
      tell(number - 1);
      for (const { select, lines } of pictures) {
        const svg = find()?.querySelector(select);
        if (svg) mark(svg, number - 1, lines);
      }
      const show = words.place.replace("{n}", number).replace("{total}", events.length);
      return { show, say: events[number - 1].when };
    },
  );

  /** Return which event a mark or a line of lettering belongs to, or -1. */
  function which(node) {
    const svg = node.closest?.("svg");
    const known = pictures.find(({ select }) => svg?.matches(select));
    if (!known || !find()?.contains(svg)) return -1;
    if (node.matches("path")) return events.findIndex(({ tip }) => tip === says(node));
    const number = [...svg.querySelectorAll("text")].indexOf(node);
    return known.lines.findIndex(([first, end]) => first <= number && number < end);
  }

  function choose({ target }) {
    const n = which(target);
    if (n >= 0) go(n + 1);
  }

  document.addEventListener("click", choose);
  place.append(line, buttons, told);
  go(1);
  return () => document.removeEventListener("click", choose);
}
