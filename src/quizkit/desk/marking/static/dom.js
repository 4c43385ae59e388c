/** Elements, and the words of the page. */

/** @type {Record<string, string>} */
let words = {};
let decimal = ".";
let plural = new Intl.PluralRules("en");

/** Take the words that the server gives, and the sign that their language has in numbers. */
export function speak(given, sign) {
  words = given;
  decimal = sign;
  plural = new Intl.PluralRules(document.documentElement.lang);
}

/** Give a text of the page with its {blanks} filled, in the form that fits so many as {n}. */
export function t(name, values = {}) {
  const said = words[name] ?? words[`${name}_${plural.select(values.n)}`] ?? words[`${name}_other`];
  return (said ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}

/**
 * Make an element. Of the properties, `html` is safe HTML made by the server, `on…` listen, and the
 * rest are attributes (false and null leave one out).
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name === "html") element.innerHTML = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Write points as people do: 2½. */
export function points(number) {
  const sign = number < 0 ? "−" : "";
  const size = Math.abs(number);
  if (size % 1 === 0.5) return `${sign}${Math.floor(size) || ""}½`;
  return `${sign}${String(Math.round(size * 100) / 100).replace(".", decimal)}`;
}

/** Read points that were typed; null for nothing, NaN for no number. */
export function typed(text) {
  const plain = text.trim().replace(",", ".").replace(/^(\d*)\s*½$/, (_, whole) => `${whole || 0}.5`);
  if (!plain) return null;
  return /^(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}
