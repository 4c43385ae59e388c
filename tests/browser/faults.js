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
      const places = text ? [placed(text)] : range.getClientRects();
      for (const place of places)
        found.push({ said: node.data.trim(), holder, text, place, letters: ink(place) });
    }
    return found;
  }

  /** Say whether somebody sees it: not folded away, and not there for the ear alone. */
  function shows(holder, figure) {
    if (!holder.checkVisibility({ visibilityProperty: true })) return false;
    for (let one = holder; one !== figure; one = one.parentElement)
      if (style(one).clipPath !== "none") return false;
    return true;
  }

  /** Give what many lines ask for, reckoned once for each element. */
  function once(reckon) {
    const known = new Map();
    return (of) => known.get(of) ?? known.set(of, reckon(of)).get(of);
  }

  const style = once((one) => {
    const { clipPath, display, fontSize, opacity, color, fill } = getComputedStyle(one);
    return { clipPath, display, fontSize, opacity, color, fill };
  });
  const placed = once((one) => one.getBoundingClientRect());
  const drawn = once((svg) => [...svg.querySelectorAll("rect")].map(placed));

  /** Give the boxes that must hold a line. */
  function frames({ holder, text, place }, figure) {
    const svg = text?.closest("svg");
    const boxes = [figure, ...(svg ? [svg] : [])];
    for (let one = holder; !svg && one !== figure; one = one.parentElement)
      if (style(one).display !== "inline") boxes.push(one);
    const middle = (place.top + place.bottom) / 2;
    const around = (svg ? drawn(svg) : []).filter(
      (box) => box.left <= place.left && place.left < box.right && box.top < middle && middle < box.bottom,
    );
    return [...boxes.map(placed), ...around];
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
      ? placed(svg).width / svg.viewBox.baseVal.width
      : holder.currentCSSZoom;
    return parseFloat(style(holder).fontSize) * scale;
  }

  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);

  function luminance(parts) {
    const linear = parts.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  function contrast({ holder, text }, figure) {
    const { fill, color } = style(holder);
    const [red, green, blue, alpha = 1] = numbers(text ? fill : color);
    let opacity = alpha;
    for (let one = holder; one !== figure; one = one.parentElement)
      opacity *= style(one).opacity;
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
      ...seen.filter((line) => !frames(line, figure).every((box) => holds(box, line.letters)))
        .map(({ said }) => `cut off: ${said}`),
      ...seen.filter((line) => size(line) < SMALLEST)
        .map((line) => `${size(line).toFixed(1)} px: ${line.said}`),
      ...seen.filter((line) => contrast(line, figure) < DIMMEST)
        .map((line) => `${contrast(line, figure).toFixed(1)} to 1: ${line.said}`),
      ...seen.flatMap((a, n) => seen.slice(0, n)
        .filter((b) => meet(a.letters, b.letters))
        .map((b) => `covered: ${a.said} / ${b.said}`)),
    ].map((fault) => `${where} ${fault}`.trim());
  });
}
