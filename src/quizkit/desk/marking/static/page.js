/** The page: its head, the question that is open, its answers, and the panel beside them. */

import { card, refresh } from "./cards.js";
import { h, points, speak, t } from "./dom.js";
import { Head, titled } from "./head.js";
import { keysWindow, listen } from "./keys.js";
import { Panel } from "./panel.js";
import { ask, Marks, Refused, unsent } from "./server.js";

const AT_ONCE = 100; // answers in one request
const MANY = 150;
const OTHERS = 60000; // milliseconds until the page looks for what others have marked

let settings;
let panel = null;
let open = { number: 0, answers: [], question: null };
let current = null;
const states = new WeakMap(); // of an answer: how its mark fares
const marks = new Marks(onMark);

let head = null;
const main = h("main", { class: "desk" });
const said = h("p", { class: "heard", role: "status" });

start().catch(trouble);

async function start() {
  settings = await ask("start");
  speak(settings.words, settings.decimal);
  const keys = keysWindow();
  head = new Head(settings, {
    turn: (number) => turnTo(number).catch(trouble),
    again: () => turnTo(open.number).catch(trouble),
    filter,
    name: () => showNames().catch(trouble),
    keys: () => keys.showModal(),
    finish: () => finish().catch(trouble),
  });
  document.body.append(head.element, main, said, keys);
  listen(actions(keys), (place, half) => onDigit(place, half));
  addEventListener("pagehide", () => marks.flush({ keepalive: true }));
  addEventListener("beforeunload", (event) => {
    if ([...marks.open].some((answer) => states.get(answer) !== "saving")) event.preventDefault();
  });
  addEventListener("beforeprint", () => {
    for (const closed of document.querySelectorAll(".asked details")) closed.open = true;
  });
  addEventListener("visibilitychange", () => (document.hidden ? marks.flush() : lookAgain()));
  setInterval(() => document.hidden || lookAgain(), OTHERS);
  const asked = /^#(\d+)$/.exec(location.hash);
  const first = asked ? Number(asked[1]) - 1 : settings.question;
  const waiting = settings.questions.findIndex((question) => question.waiting);
  // The address has a secret, which is in the cookie by now.
  history.replaceState(null, "", `${location.pathname}${location.hash}`);
  await turnTo(settings.questions[first] ? first : Math.max(0, waiting));
}

/** Open a question. */
async function turnTo(number) {
  marks.flush();
  marks.leave();
  main.replaceChildren(h("p", { class: "none" }, t("reading")));
  const question = await ask("question", { question: number, order: head.order.value });
  open = { number, question, answers: [] };
  current = null;
  history.replaceState(null, "", `#${number + 1}`);
  panel = new Panel(question, forPanel(), settings.comments);
  const many = question.keys.length > MANY; // then only those in sight are drawn
  const list = h("div", { class: many ? "answers many" : "answers" });
  scrollTo(0, 0);
  main.replaceChildren(h("div", { class: "left" }, asked(question), list), panel.element);
  for (let at = 0; at < question.keys.length; at += AT_ONCE) {
    const keys = question.keys.slice(at, at + AT_ONCE);
    const found = await ask("answers", { question: number, keys });
    if (open.number !== number || open.question !== question) return;
    for (const answer of found) list.append(add(answer, question));
    if (!current) begin();
  }
  if (current && current === open.answers[0] && !current.mark.waits && !states.has(current)) begin();
  if (current) show();
  await showNames();
  head.progress(open.number, open.answers);
}

function begin() {
  filter();
  const first = open.answers.find(({ mark }) => mark.waits) ?? open.answers[0];
  if (first) choose(first, { scroll: first !== open.answers[0] });
}

/** Tell whether one sees the answer that is to be marked; else show it, and do nothing yet. */
function sees() {
  if (!current) return false;
  const { top, bottom } = current.card.getBoundingClientRect();
  if (bottom > head.bottom && top < innerHeight * 0.6) return true;
  choose(current, { focus: true });
  return false;
}

/** What was asked, and on paper the mark scheme too. */
function asked(question) {
  const scheme = question.scheme
    .filter(({ html }) => html)
    .map(({ name, html, points: worth }) =>
      h("li", {}, h("strong", {}, `${name} (${points(worth)})`), " ", h("span", { html })));
  return h(
    "section",
    { class: "asked", "aria-label": t("question"), lang: question.language },
    h("details", { open: true },
      h("summary", {}, h("h2", {}, titled(question))),
      h("div", { class: "text", html: question.html })),
    h("div", { class: "on-paper text" }, h("div", { html: question.before }), h("ol", {}, ...scheme),
      h("div", { html: question.after }), h("h3", {}, t("model")), h("div", { html: question.model })),
  );
}

function add(answer, question) {
  const { mark } = answer;
  Object.assign(answer, {
    place: open.answers.length + 1,
    question: open.number,
    seen: { ...mark },
    mark: { score: mark.score, comment: mark.comment, waits: mark.waits },
  });
  open.answers.push(answer);
  const made = card(answer, question, (chosen, enter) => {
    choose(chosen, { scroll: false });
    if (enter) panel.title.focus({ preventScroll: true });
  });
  const left = unsent(answer.key);
  if (left) {
    Object.assign(answer, left);
    marks.give(answer);
  }
  return made;
}

/** Turn to an answer. */
function choose(answer, { scroll = true, focus = false } = {}) {
  if (current !== answer) {
    current?.card.classList.remove("current");
    current?.card.querySelector(".opener").removeAttribute("aria-current");
    marks.flush();
    current = answer;
    answer.card.classList.add("current");
    answer.card.querySelector(".opener").setAttribute("aria-current", "true");
    show();
  }
  if (focus) answer.card.querySelector(".opener").focus({ preventScroll: true });
  if (!scroll) return;
  answer.card.scrollIntoView({ block: "start" });
  // Those that come into sight have their height only then.
  requestAnimationFrame(() => current === answer && answer.card.scrollIntoView({ block: "start" }));
}

function show() {
  panel.show(current, { of: open.answers.length, state: states.get(current) });
}

const shown = () => open.answers.filter((answer) => !answer.card.hidden || answer === current);

/** Go one answer on or back; of those that are shown. */
function step(by) {
  if (!sees()) return;
  const all = shown();
  const next = all[all.indexOf(current) + by];
  if (next) choose(next, { focus: true });
  else hear(t(by > 0 ? "last" : "first"));
}

/** Be done with this answer: it waits no longer, and the next one that does has its turn. */
function done() {
  if (!sees()) return;
  if (panel.score.getAttribute("aria-invalid") === "true") {
    panel.score.focus();
    return;
  }
  const { mark } = current;
  const untouched = mark.waits && mark.score === null && current.auto === null;
  if (mark.waits && !untouched) {
    mark.waits = false;
    marks.give(current);
  }
  const at = open.answers.indexOf(current);
  const after = [...open.answers.slice(at + 1), ...open.answers.slice(0, at)];
  const next = after.find((answer) => answer.mark.waits);
  if (next) choose(next, { focus: true });
  else {
    const others = settings.questions.some(({ waiting }, n) => waiting && n !== open.number);
    const marked = others ? t("all_marked") : t("all_done");
    head.tell(untouched ? t("nothing_given") : marked, "done");
  }
}

function actions(keys) {
  const to = (by) => {
    const many = settings.questions.length;
    head.hush("done");
    turnTo((open.number + by + many) % many).catch(trouble);
  };
  return {
    j: () => step(1),
    k: () => step(-1),
    0: () => sees() && panel.all(false),
    f: () => sees() && panel.all(true),
    g: () => { panel.score.focus(); panel.score.select(); },
    c: () => panel.comment.focus(),
    b: () => !open.question.flagged && panel.toBank(),
    s: done,
    n: () => to(1),
    p: () => to(-1),
    w: () => head.waiting.click(),
    t: () => panel.brief(),
    "?": () => keys.showModal(),
    Escape: back,
  };
}

/** Go back from a field to the answer. */
function back() {
  if (current) choose(current, { focus: true, scroll: false });
}

/** A digit ticks a point; among one's own comments it chooses one. */
function onDigit(place, half) {
  if (!sees()) return;
  if (panel.bank.contains(document.activeElement)) {
    const text = panel.comments[place];
    if (text) panel.use(text);
  } else panel.press(place, half);
}

function forPanel() {
  return {
    give: (soon) => {
      current.mark.waits = current.mark.score === null && current.auto === null;
      marks.give(current, { soon });
      show();
    },
    settle: (mine) => marks.settle(current, { mine }),
    keep: async (add) => (settings.comments = await ask("comments", { add })),
    drop: async (drop) => (settings.comments = await ask("comments", { drop })),
    next: done,
    back,
  };
}

/** Be told how a mark fares on its way to the gradebook. */
function onMark(answer, state, error) {
  const before = states.get(answer);
  const here = answer.question === open.number && answer.card?.isConnected;
  states.set(answer, state);
  if (state === "unsaved" || state === "trouble") trouble(error);
  if (state === "saved" && before !== "trouble" && !marks.waiting) head.hush("trouble");
  if (state === "saved" && before !== "saved" && answer === current) hear(t("saved"));
  if (state === "conflict" && here) {
    hear(t("conflict_heard"));
    choose(answer, { scroll: answer !== current });
  }
  if (!here) return;
  if (state === "saved") head.progress(open.number, open.answers);
  refresh(answer, open.question);
  if (answer === current) show();
}

/** Look for what others have marked since, where nothing of one's own is under way. */
async function lookAgain() {
  const { number, answers } = open;
  if (!answers.length) return;
  const found = await ask("marks", { question: number }).catch(() => null);
  if (!found || open.number !== number) return;
  for (const answer of answers) {
    const now = found[answer.key];
    if (!now || marks.open.has(answer) || same(now.mark, answer.seen)) continue;
    Object.assign(answer, { ticks: now.ticks, same: now.same, auto: now.auto, said: now.said, seen: { ...now.mark } });
    answer.mark = { ...now.mark };
    refresh(answer, open.question);
    if (answer === current) show();
  }
  head.progress(number, answers);
}

const same = (one, other) =>
  ["score", "comment", "waits"].every((name) => one[name] === other[name]);

/** Show those alone that wait for a mark; the one that is open stays until one goes on. */
function filter() {
  for (const answer of open.answers)
    answer.card.hidden = head.waiting.checked && !answer.mark.waits && answer !== current;
}

async function showNames() {
  const { number, answers, question } = open;
  const found = head.names.checked ? await ask("names", { question: number }) : {};
  if (open.question !== question) return;
  for (const answer of answers) {
    answer.name = found[answer.key];
    refresh(answer, question);
  }
}

async function finish() {
  marks.flush();
  for (let n = 0; marks.waiting && n < 30; n += 1) await new Promise((go) => setTimeout(go, 100));
  if (marks.waiting && !confirm(t("really"))) return;
  await ask("finished");
  open.answers = [];
  const left = settings.questions.reduce((n, { flagged, waiting }) => n + (flagged ? waiting : 0), 0);
  const still = left ? ` ${t("still_flagged", { n: left })}` : "";
  document.body.replaceChildren(h("p", { class: "closed" }, t("closed") + still));
}

function hear(text) {
  said.textContent = "";
  setTimeout(() => (said.textContent = text));
}

function trouble(error) {
  if (!(error instanceof Refused)) throw error;
  const text = error.status === 0 ? t("no_server") : error.message;
  if (head) head.tell(text, "trouble");
  else document.body.append(h("p", { class: "closed", role: "alert" }, text));
}
