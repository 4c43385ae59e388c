/** The preview: tabs above, the quiz or what is to be mended below, and a watch on the file. */

import { modelOf } from "./model.js";

const secret = document.querySelector('meta[name="quizkit-page"]').content;
const VIEWS = ["student", "graded", "paper", "key"];
const AGAIN = 2000; // milliseconds until somebody who does not answer is asked once more

const hash = new URLSearchParams(location.hash.slice(1));
let view = VIEWS.includes(hash.get("view")) ? hash.get("view") : VIEWS[0];
let language = hash.get("language");
let learner = 0; // where each gets other questions: whose are shown
let words = {};
let asked = 0; // the number of the newest question for the quiz
let leave = () => {};

const h = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
};
const t = (name, values = {}) =>
  (words[name] ?? "").replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);

const file = h("h1");
const about = h("p", { class: "about", role: "status" });
const tabs = VIEWS.map((name, place) =>
  h("button", {
    type: "button",
    role: "tab",
    id: `tab-${name}`,
    "aria-controls": "shown",
    onclick: () => choose(name),
    onkeydown: (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = { Home: 0, End: VIEWS.length - 1 }[event.key];
      if (way === undefined && next === undefined) return;
      event.preventDefault();
      const turned = document.dir === "rtl" ? -way : way;
      choose(VIEWS[next ?? (place + turned + VIEWS.length) % VIEWS.length], { focus: true });
    },
  }),
);
const list = h("div", { role: "tablist", class: "tabs" }, ...tabs);
const speaking = h("select", {
  onchange: () => {
    language = speaking.value;
    read().catch(lost);
  },
});
const languages = h("label", { class: "language", hidden: true }, h("span"), speaking);
const another = h("button", {
  type: "button",
  class: "another",
  hidden: true,
  onclick: () => {
    learner += 1;
    read().catch(lost);
  },
});
const shown = h("div", { id: "shown", role: "tabpanel", tabindex: "-1" });
const advice = h("details", { class: "advice", hidden: true });
const gone = h("p", { class: "gone", role: "alert", hidden: true });

async function ask(name, more = {}) {
  const answer = await fetch(`api/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Quizkit-Page": secret },
    body: JSON.stringify({ view, language, learner, ...more }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

function choose(name, { focus = false } = {}) {
  view = name;
  mark();
  if (focus) document.getElementById(`tab-${name}`).focus();
  read().catch(lost);
}

function mark() {
  for (const [place, name] of VIEWS.entries()) {
    tabs[place].setAttribute("aria-selected", String(name === view));
    tabs[place].tabIndex = name === view ? 0 : -1;
    tabs[place].textContent = t(name);
    if (name === view) tabs[place].scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  shown.setAttribute("aria-labelledby", `tab-${view}`);
  list.setAttribute("aria-label", t("views"));
  languages.firstChild.textContent = t("language");
}

/** Read the file anew and show it; gives the number of its state. */
async function read() {
  const mine = (asked += 1);
  const told = await ask("read");
  if (mine !== asked) return told.version; // something else was asked for meanwhile
  words = told.words;
  language = told.language ?? language;
  const kept = new URLSearchParams({ view, ...(language ? { language } : {}) });
  history.replaceState(null, "", `${location.pathname}#${kept}`);
  document.documentElement.lang = told.language ?? document.documentElement.lang;
  file.textContent = told.file;
  mark();
  speak(told);
  await show(told);
  return told.version;
}

function speak(told) {
  languages.hidden = told.languages.length < 2;
  another.hidden = !told.draws || view === "graded"; // there the quiz asks whose it is
  another.textContent = t("another");
  speaking.replaceChildren(
    ...told.languages.map((code) => h("option", { value: code, selected: code === told.language }, code)),
  );
}

async function show(told) {
  const mistakes = told.problems.filter((problem) => !problem.advice);
  const more = told.problems.filter((problem) => problem.advice);
  const at = [scrollX, scrollY];
  shown.style.minHeight = `${shown.offsetHeight}px`; // so that the page stays where it is
  leave();
  leave = () => {};
  shown.replaceChildren();
  advice.hidden = !more.length || mistakes.length > 0;
  advice.replaceChildren(h("summary", {}, t("advice", { n: more.length })), listing(more));
  const time = new Date().toLocaleTimeString(told.language ?? undefined);
  if (mistakes.length) {
    about.textContent = t(mistakes.length === 1 ? "mistake" : "mistakes", { n: mistakes.length, time });
    shown.append(h("div", { class: "mistakes" }, h("h2", {}, t("mend")), listing(mistakes)));
  } else {
    about.textContent = t("read", { n: told.questions, time });
    if (told.sheet) shown.append(sheet(told.sheet));
    else await quiz(told);
  }
  about.classList.toggle("wrong", mistakes.length > 0);
  shown.style.minHeight = "";
  scrollTo(...at);
}

function listing(problems) {
  const rows = problems.map((problem) =>
    h(
      "li",
      {},
      h(
        "span",
        { class: "where" },
        [problem.line ? t("line", { n: problem.line }) : "", problem.where].filter(Boolean).join(", "),
      ),
      h("span", { lang: "en" }, h("b", {}, sentence(problem.what)), problem.mend ? sentence(problem.mend) : ""),
    ),
  );
  return h("ul", {}, ...rows);
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!:…]$/.test(text) ? "" : "."} `;

function sheet(html) {
  const frame = h("iframe", { class: "sheet", title: t(view), sandbox: "allow-same-origin allow-modals" });
  frame.srcdoc = html;
  frame.addEventListener("load", () => {
    const fit = () => {
      const page = frame.contentDocument?.documentElement;
      if (page) frame.style.height = `${page.scrollHeight + 2}px`;
    };
    fit();
    new ResizeObserver(fit).observe(frame);
  });
  return frame;
}

async function quiz(told) {
  const of = { view, language: told.language };
  const model = modelOf({ view: told.quiz, ...told.states }, (content) => ask("act", { ...of, content }));
  const { default: widget } = await import(`/${told.script}`);
  const el = h("div");
  shown.append(el);
  leave = (await widget.render({ model, el })) ?? (() => {});
}

/** Ask again and again whether the file was saved; where nobody answers, say so. */
async function watch() {
  let version = 0;
  for (;;) {
    try {
      const now = version ? (await ask("news", { seen: version })).version : 0;
      if (!version || now !== version) version = await read();
      gone.hidden = true;
    } catch (error) {
      lost(error);
      await new Promise((done) => setTimeout(done, AGAIN));
    }
  }
}

function lost(error) {
  console.warn(error);
  gone.textContent = t("gone") || error.message;
  gone.hidden = false;
}

/** The quiz follows a notebook's theme; here that is the one of the browser. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const dress = () => (document.body.dataset.jpThemeLight = String(!dark.matches));
dark.addEventListener("change", dress);
dress();

document.body.append(
  h("header", {}, h("div", { class: "file" }, file, about), another, languages, list),
  gone,
  h("main", {}, shown, advice),
);
watch();
