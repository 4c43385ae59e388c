/**
 * The toolkit that question types build with; they import nothing themselves.
 *
 * @typedef {"right"|"wrong"|"partly"|"invalid"|"key"|"note"|"guess"} Kind  how something fared
 * @typedef {ReturnType<typeof toolkit>} Toolkit
 */

const ICONS = {
  right: '<path d="M3.2 8.6l3.2 3.2 6.4-7"/>',
  wrong: '<path d="M4 4l8 8M12 4l-8 8"/>',
  partly: '<circle cx="8" cy="8" r="5.6"/><path d="M8 2.4v11.2a5.6 5.6 0 0 0 0-11.2z" fill="currentColor"/>',
  invalid: '<path d="M5.4 5.6a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.3 1-1.3 2M8 12.6v.2"/>',
  key: '<path d="M2.6 8h10M8.8 4.2L12.6 8l-3.8 3.8"/>',
  note: '<circle cx="8" cy="8" r="5.8"/><path d="M8 7.4v3.4M8 5v.2"/>',
  guess: '<path d="M3.4 13.2V3h8.2l-1.8 2.8 1.8 2.8H3.4"/>',
  up: '<path d="M8 12.6V3.6M4.2 7.2L8 3.4l3.8 3.8"/>',
  down: '<path d="M8 3.4v9M4.2 8.8L8 12.6l3.8-3.8"/>',
  open: '<path d="M4 6.2l4 4 4-4"/>',
  open_goal: '<circle cx="8" cy="8" r="5.4"/>',
  out: '<path d="M8 10.2V2.8M4.8 5.8L8 2.6l3.2 3.2M3 10v3.2h10V10"/>',
  in: '<path d="M8 2.6v7.6M4.8 7.2L8 10.4l3.2-3.2M3 10v3.2h10V10"/>',
  send: '<path d="M13.4 2.6L7.2 8.8M13.4 2.6L9.4 13.4 7.2 8.8 2.6 6.6z"/>',
  grip: '<path d="M6 4v.1M6 8v.1M6 12v.1M10 4v.1M10 8v.1M10 12v.1"/>',
};

const FOCUSABLE = ["input", "select", "textarea", "button", "summary"];

let made = 0;

/**
 * @param {Record<string, string>} words  the texts of the page, by name, and their language
 * @param {(text: string) => void} announce  says something to people who listen
 */
export default function toolkit(words, announce) {
  const pictures = {}; // by the names under which texts show them
  const plural = new Intl.PluralRules(words.language);

  /** Give a text with its {placeholders} filled, in the form that fits so many as {n}. */
  function t(name, values = {}) {
    const said = words[name] ?? words[`${name}_${plural.select(values.n)}`] ?? words[`${name}_other`];
    return (said ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
  }

  /** Give an id that no other element of the page has. */
  const id = () => `qk-${(made += 1)}-${Math.random().toString(36).slice(2, 7)}`;

  /**
   * Make an element. Of the properties, `html` is safe HTML made by the kernel, `on…` listen,
   * and the rest are attributes (false and null leave one out).
   */
  function h(tag, properties, ...children) {
    const element = document.createElement(tag);
    // Notebooks that listen before we can leave the keys of such an element alone.
    if (FOCUSABLE.includes(tag) || properties?.tabindex)
      element.setAttribute("data-lm-suppress-shortcuts", "true");
    for (const name in properties) {
      const value = properties[name];
      if (name === "html") {
        element.innerHTML = value;
        showPictures(element);
        element.dir = "auto"; // an author may write in any script
      } else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== false && value !== null && value !== undefined)
        element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /** Put the pictures that a text names into it: each comes once, and may stand in many texts. */
  function showPictures(element) {
    for (const image of element.querySelectorAll("img[data-picture]"))
      image.src ||= pictures[image.dataset.picture] ?? "";
  }

  /** Draw an icon; a word always stands beside it, so it is hidden from people who listen. */
  function icon(name) {
    const span = h("span", { class: `qk-icon qk-icon-${name}`, "aria-hidden": "true" });
    span.innerHTML = `<svg viewBox="0 0 16 16" focusable="false">${ICONS[name]}</svg>`;
    return span;
  }

  /**
   * Say beside a part of the response how it fared: icon, word, feedback.
   *
   * @param {Element} host  gets the mark as its last child; `kind` null takes it away
   * @param {Kind|null} kind
   * @param {string} html  the feedback, or ""
   * @param {{control?: Element, word?: string}} [more]  the control it describes; another word
   */
  function mark(host, kind, html = "", { control, word } = {}) {
    host.querySelector(":scope > .qk-mark")?.remove();
    if (kind) host.dataset.mark = kind;
    else delete host.dataset.mark;
    control?.removeAttribute("aria-describedby");
    if (!kind) return;
    // The line below the question says it once; here the icon says it to the eye.
    const silent = !word && ["right", "wrong"].includes(kind);
    const said = h("span", { class: silent ? "qk-hidden" : "qk-mark-word" }, word ?? t(`mark_${kind}`));
    const text = html ? h("span", { class: "qk-mark-text", html }) : null;
    const line = h("div", { class: "qk-mark", id: id() }, icon(kind), h("div", {}, said, " ", text));
    host.append(line);
    control?.setAttribute("aria-describedby", line.id);
  }

  /** Give how one part fared: its own mark, "key" where the right answer has to be shown. */
  function kindOf(state, token, missing = false) {
    return state.marks[token]?.outcome ?? (missing ? "key" : null);
  }

  /**
   * Let `element` be dragged by mouse, pen or finger.
   *
   * @param {Element} element
   * @param {{from?: string, may: () => boolean, start: (e: PointerEvent) => void,
   *   move: (e: PointerEvent) => void, end: (e: PointerEvent, dropped: boolean) => void}} how
   *   `from` is where a finger must take hold, so that the page still scrolls elsewhere
   */
  function draggable(element, { from, may, start, move, end }) {
    let origin = null;
    let moving = false;
    const finish = (event, dropped) => {
      if (moving) end(event, dropped);
      element.classList.remove("qk-dragged");
      origin = null;
      moving = false;
    };
    element.addEventListener("pointerdown", (event) => {
      const control = event.target.closest("button, select, a");
      const held = event.pointerType === "mouse" || !from || event.target.closest(from);
      if (event.button !== 0 || control || !held || !may()) return;
      origin = event;
      element.setPointerCapture(event.pointerId); // or a quick hand leaves it behind
    });
    element.addEventListener("pointermove", (event) => {
      if (!origin || event.pointerId !== origin.pointerId) return;
      if (!moving) {
        if (Math.hypot(event.clientX - origin.clientX, event.clientY - origin.clientY) < 4) return;
        moving = true;
        element.classList.add("qk-dragged");
        start(origin);
      }
      move(event);
    });
    element.addEventListener("pointerup", (event) => finish(event, true));
    element.addEventListener("pointercancel", (event) => finish(event, false));
  }

  /** Say in safe HTML what was right, or of a prediction what happened. */
  function told(text, guessed = false) {
    const span = document.createElement("span");
    const [before, after] = t(guessed ? "happened_is" : "key_is", { text: "\0" }).split("\0");
    span.append(before, h("bdi", {}, text), after);
    return span.innerHTML;
  }

  return { t, id, h, icon, mark, kindOf, told, draggable, announce, pictures, showPictures, same, recall, remember };
}

/** Give what the browser keeps under a name; null where it keeps nothing. */
function recall(name) {
  try {
    return localStorage.getItem(`quizkit:${name}`);
  } catch {
    return null;
  }
}

/** Have the browser keep a word for this reader; where it may not, it is chosen once more. */
function remember(name, word) {
  try {
    localStorage.setItem(`quizkit:${name}`, word);
  } catch (error) {
    console.warn(error);
  }
}

/** Tell whether two JSON values are equal, whatever the order of an object's keys. */
function same(a, b) {
  if (a === b) return true;
  if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => same(a[key], b[key]));
}
