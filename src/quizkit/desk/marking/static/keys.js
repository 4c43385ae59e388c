/** The keys of the page, and the window that shows them. */

import { h, t } from "./dom.js";

/** What each key does, in the order in which they are shown. */
export const KEYS = [
  [["j", "↓"], "next"],
  [["k", "↑"], "previous"],
  [["1", "…", "9"], "tick"],
  [["⇧ 1", "…", "⇧ 9"], "half"],
  [["0"], "none"],
  [["f"], "full"],
  [["g"], "number"],
  [["c"], "comment"],
  [["b"], "use"],
  [["s"], "save"],
  [["n"], "next_question"],
  [["p"], "previous_question"],
  [["w"], "filter"],
  [["t"], "in_full"],
  [["Esc"], "back"],
  [["?"], "help"],
];
const ARROWS = { ArrowDown: "j", ArrowUp: "k" };

/** Make the window with the keys. */
export function keysWindow() {
  const lines = KEYS.map(([keys, name]) =>
    h("tr", {},
      h("th", { scope: "row" }, ...keys.map((key) => (key === "…" ? " … " : h("kbd", {}, key)))),
      h("td", {}, t(`key_${name}`))),
  );
  const close = () => dialog.close();
  const dialog = h(
    "dialog",
    { class: "keys", "aria-label": t("keys") },
    h("h2", {}, t("keys")),
    h("table", {}, h("tbody", {}, ...lines)),
    h("p", {}, h("button", { type: "button", onclick: close }, t("close"))),
  );
  return dialog;
}

/**
 * Listen to keys outside of fields.
 *
 * @param {Record<string, () => void>} actions  by key
 * @param {(digit: number, half: boolean) => void} digit
 */
export function listen(actions, digit) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const writing = event.target.matches("textarea, input:not([type=checkbox]), select");
    if (writing) {
      if (event.key === "Escape") run(event, actions.Escape);
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(event, actions.s);
      if (event.key === "Enter" && event.target.matches("input")) run(event, actions.s);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // By their place: on some keyboards digits need Shift.
    const place = event.key === "?" ? null : /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
    if (place?.[1] === "0") run(event, actions[0]);
    else if (place) run(event, () => digit(Number(place[1]) - 1, event.shiftKey));
    else run(event, actions[ARROWS[event.key] ?? letter(event)]);
  });
}

/** Give the key's letter; on a keyboard of another alphabet that of its place. */
function letter({ key, code }) {
  if (key.length > 1) return key;
  return /[^\x20-\x7e]/.test(key) ? code.replace("Key", "").toLowerCase() : key.toLowerCase();
}

function run(event, action) {
  if (!action) return;
  event.preventDefault();
  action();
}
