/**
 * A year to slide or to play: the map's picture takes the look of the stage that the year is in.
 *
 * data: {first, last, year, stages: [{from, said, told, caption}], pictures: [{select, slots, values}], words}
 */

const YEAR = 110; // milliseconds that a year lasts in which nobody joins
const ROUND = 1200; // and a year in which somebody does, before a word of it is read
const LETTER = 30; // to read a letter of what is said

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

export default function build(find, data, place, { element, button, scrubber, teller }) {
  const { first, last, stages, words } = data;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const paper = matchMedia("print");
  const stops = stages.map(({ from }) => from);
  const play = button("quizkit-play", words.play);
  const { place: told, tell } = teller(stages.length, (n) => [
    element("strong", {}, stages[n].said),
    ` ${stages[n].told}`,
  ]);
  let year = data.year;
  let next; // the timer, while it plays

  function draw(of) {
    const { from, caption } = stages.findLast((stage) => stage.from <= of);
    const below = find()?.querySelector("figcaption");
    if (below) below.firstChild.textContent = caption;
    for (const { select, slots, values, alt } of data.pictures) {
      const svg = find()?.querySelector(select);
      if (!svg) continue;
      paint(svg, slots, values[from]);
      svg.setAttribute("aria-label", alt[from]);
    }
  }

  const { slider, line, buttons, go } = scrubber(
    { first, last, value: year, stops, words },
    (here) => {
      year = here;
      draw(year);
      tell(stops.findLastIndex((stop) => stop <= year));
      return { show: year, say: `${year}` };
    },
  );

  function stop() {
    clearTimeout(next);
    next = undefined;
    play.textContent = words.play;
    play.removeAttribute("data-playing");
  }

  /** Stay at a round for as long as it takes to read; then pass the years to the next, or skip them. */
  function wait() {
    const stage = stages.find(({ from }) => from === year);
    const reading = stage && ROUND + LETTER * (stage.said.length + stage.told.length);
    next = setTimeout(() => {
      go(calm.matches ? (stops.find((one) => one > year) ?? last) : year + 1);
      if (year < last) wait();
      else stop();
    }, reading ?? YEAR);
  }

  play.addEventListener("click", () => {
    if (next) return stop();
    if (year >= last) go(first);
    play.textContent = words.pause;
    play.setAttribute("data-playing", "");
    wait();
  });
  for (const one of [slider, ...buttons.children])
    for (const kind of ["input", "click"]) one.addEventListener(kind, stop);
  const print = () => draw(paper.matches ? last : year); // on paper the map is whole
  paper.addEventListener("change", print);
  buttons.prepend(play);
  place.append(line, buttons, told);
  go(year);
  return () => {
    stop();
    paper.removeEventListener("change", print);
  };
}
