/**
 * What a mark of a drawing says, told under the mouse, at a tap, and by keyboard from mark to mark;
 * one at a time, until Escape. Once in a page this serves all its figures, whichever kernel drew
 * them. Without it a picture is one image, its titles are the browser's, and a list has them all.
 */

const PICTURES = "svg:is(.quizkit-wide, .quizkit-narrow)";
const AWAY = 14; // pixels between a tip and what it is about
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
const INSTALLED = Symbol.for("quizkit tips");

let tip = null;
let held = false; // it was asked for, and doesn't go when the mouse does

const markOf = (node) => node.closest?.(".quizkit-mark") ?? null;

/** Make a picture one whose marks can be reached: the first by Tab, the others from there. */
function arm(svg) {
  const marks = [...svg.querySelectorAll("path:has(> title)")];
  if (!marks.length) return;
  svg.setAttribute("role", "group");
  for (const text of svg.querySelectorAll("text")) text.setAttribute("aria-hidden", "true");
  const known = new Set();
  for (const mark of marks) {
    const said = mark.querySelector("title").textContent;
    mark.replaceChildren();
    mark.classList.add("quizkit-mark");
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", said);
    mark.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the arrow keys
    // What is drawn twice is told once.
    if (known.has(said)) mark.setAttribute("aria-hidden", "true");
    else mark.setAttribute("tabindex", known.size ? -1 : 0);
    known.add(said);
  }
}

function armAll() {
  document.querySelectorAll(`.quizkit-figure > ${PICTURES}[role=img]`).forEach(arm);
}

function hide() {
  tip?.remove();
  tip = null;
  held = false;
  for (const mark of document.querySelectorAll("[data-told]")) mark.removeAttribute("data-told");
}

/** Tell what a mark says near a point of the window, within the figure. */
function show(mark, x, y) {
  hide();
  const figure = mark.closest(".quizkit-figure");
  const said = mark.getAttribute("aria-label");
  for (const one of figure.querySelectorAll(".quizkit-mark"))
    one.toggleAttribute("data-told", one.getAttribute("aria-label") === said);
  tip = document.createElement("div");
  tip.className = "quizkit-tip";
  tip.setAttribute("aria-hidden", "true"); // the mark itself says it
  tip.textContent = said;
  figure.append(tip);
  const room = figure.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(Math.min(x - width / 2, room.right - width), room.left);
  const lowest = Math.min(room.bottom, innerHeight) - height;
  const top = y + AWAY <= lowest ? y + AWAY : Math.max(y - AWAY - height, room.top);
  // In parts of a hundred, as the figure may be zoomed.
  tip.style.left = `${(100 * (left - room.left)) / room.width}%`;
  tip.style.top = `${(100 * (top - room.top)) / room.height}%`;
}

function showAtMiddle(mark) {
  const { left, right, top, bottom } = mark.getBoundingClientRect();
  show(mark, (left + right) / 2, (top + bottom) / 2);
  held = true;
}

/** Put the focus on the mark so many steps from another. */
function step(from, steps) {
  const stops = [...from.closest("svg").querySelectorAll(".quizkit-mark[tabindex]")];
  const to = stops[Math.max(0, Math.min(stops.indexOf(from) + steps, stops.length - 1))];
  from.setAttribute("tabindex", -1);
  to.setAttribute("tabindex", 0);
  to.focus();
}

function install() {
  if (window[INSTALLED]) return;
  window[INSTALLED] = true;
  armAll();
  document.addEventListener("pointerover", ({ target, clientX, clientY, pointerType }) => {
    const picture = target.closest?.(`.quizkit-figure > ${PICTURES}[role=img]`);
    if (picture) arm(picture);
    if (pointerType === "touch" || tip?.contains(target)) return;
    const mark = markOf(target);
    if (mark) show(mark, clientX, clientY);
    else if (!held) hide();
  });
  document.addEventListener("click", ({ target, clientX, clientY }) => {
    const mark = markOf(target);
    if (mark) show(mark, clientX, clientY);
    else if (!tip?.contains(target)) hide();
    held = mark !== null;
  });
  document.addEventListener("focusin", ({ target }) => {
    armAll();
    if (markOf(target)?.matches(":focus-visible")) showAtMiddle(target);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (markOf(target)) hide();
  });
  // Before anybody else takes the key.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab") armAll();
    if (event.key === "Escape") hide();
    const mark = markOf(event.target);
    if (!mark || !(event.key in STEPS)) return;
    event.preventDefault();
    step(mark, STEPS[event.key]);
  }, { capture: true });
}

export default { initialize: install };
