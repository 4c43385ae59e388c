/**
 * What is wrong with the lettering of the figures in a page: cut off, covered, too small or too
 * dim. Drawings and tables alike: every text node that shows is measured where it shows.
 */
(ground) => {
  const SMALLEST = 11; // pixels
  const DIMMEST = 4.5; // contrast to the ground

  /** Give every line of text that shows, as the page has it: its letters, its place, its looks. */
  function lines(figure) {
    const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const holder = node.parentElement;
      if (!node.data.trim() || holder.closest("style, title") || !shows(holder, figure)) continue;
      const text = holder.closest("text");
      const range = document.createRange();
      range.selectNodeContents(node);
      const places = text ? [text.getBoundingClientRect()] : range.getClientRects();
      for (const place of places) found.push({ said: node.data.trim(), holder, text, place });
    }
    return found;
  }

  /** Say whether somebody sees it: not folded away, and not there for the ear alone. */
  function shows(holder, figure) {
    if (!holder.checkVisibility({ visibilityProperty: true })) return false;
    for (let one = holder; one !== figure; one = one.parentElement)
      if (getComputedStyle(one).clipPath !== "none") return false;
    return true;
  }

  const placed = new Map(); // by picture, the boxes drawn in it: many lines ask for them

  function drawn(svg) {
    if (!placed.has(svg))
      placed.set(svg, [...svg.querySelectorAll("rect")].map((box) => box.getBoundingClientRect()));
    return placed.get(svg);
  }

  /** Give the boxes that must hold a line. */
  function frames({ holder, text, place }, figure) {
    const svg = text?.closest("svg");
    const boxes = [figure, ...(svg ? [svg] : [])];
    for (let one = holder; !svg && one !== figure; one = one.parentElement)
      if (getComputedStyle(one).display !== "inline") boxes.push(one);
    const middle = (place.top + place.bottom) / 2;
    const around = (svg ? drawn(svg) : []).filter(
      (box) => box.left <= place.left && place.left < box.right && box.top < middle && middle < box.bottom,
    );
    return [...boxes.map((box) => box.getBoundingClientRect()), ...around];
  }

  const holds = (box, { left, right, top, bottom }) =>
    left >= box.left - 1 && right <= box.right + 1 && top >= box.top - 1 && bottom <= box.bottom + 1;

  /** The letters alone: the box of a line reaches above and below them. */
  function ink({ left, right, top, height }) {
    return { left, right, top: top + 0.15 * height, bottom: top + 0.85 * height };
  }

  const meet = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;

  function size({ holder, text }) {
    const svg = text?.closest("svg");
    const scale = svg
      ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
      : holder.currentCSSZoom;
    return parseFloat(getComputedStyle(holder).fontSize) * scale;
  }

  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);

  function luminance(parts) {
    const linear = parts.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  function contrast({ holder, text }, figure) {
    const style = getComputedStyle(holder);
    const [red, green, blue, alpha = 1] = numbers(text ? style.fill : style.color);
    let opacity = alpha;
    for (let one = holder; one !== figure; one = one.parentElement)
      opacity *= getComputedStyle(one).opacity;
    const below = numbers(ground);
    const mixed = [red, green, blue].map((part, n) => part * opacity + below[n] * (1 - opacity));
    const [low, high] = [luminance(mixed), luminance(below)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  return [...document.querySelectorAll(".quizkit-figure")].flatMap((figure) => {
    const where = figure.closest("[data-case]")?.dataset.case ?? "";
    const seen = lines(figure);
    return [
      ...(seen.length ? [] : ["nothing to read"]),
      ...seen.filter((line) => !frames(line, figure).every((box) => holds(box, ink(line.place))))
        .map(({ said }) => `cut off: ${said}`),
      ...seen.filter((line) => size(line) < SMALLEST)
        .map((line) => `${size(line).toFixed(1)} px: ${line.said}`),
      ...seen.filter((line) => contrast(line, figure) < DIMMEST)
        .map((line) => `${contrast(line, figure).toFixed(1)} to 1: ${line.said}`),
      ...seen.flatMap((a, n) => seen.slice(0, n)
        .filter((b) => meet(ink(a.place), ink(b.place)))
        .map((b) => `covered: ${a.said} / ${b.said}`)),
    ].map((fault) => `${where} ${fault}`.trim());
  });
}
