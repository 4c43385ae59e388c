/**
 * A quiz in a notebook's page: the whole front end starts here.
 *
 * The kernel's side holds the traits `view` (the quiz as anyone may see it), `q0`, `q1`, … (the
 * state of each question) and `summary`. This side sends messages {do, question, value, by} and
 * never writes a trait. It holds no key and decides nothing of what is right. What the other scripts
 * export stands in `scripts`, by name: all travel as one module.
 */

const SLOW = 3000; // milliseconds without an answer before we say that the kernel is slow
const FRESH = 10 * 60 * 1000; // how long an unsent response is kept for the next view

// What outlives one view: responses that a stopped kernel could not take.
const page = (globalThis[Symbol.for("quizkit")] ??= { drafts: new Map() });

/** Give what a trait holds; where Python runs in the page, its None comes as undefined or not at all. */
function held(model, name) {
  return JSON.parse(JSON.stringify(model.get(name), (_, value) => value ?? null));
}

function render({ model, el }) {
  const root = document.createElement("section");
  root.className = "qk quizkit";
  el.classList.add("qk-host");
  el.append(root);
  const words = held(model, "view").words ?? {};
  let stop = () => {};
  const begin = () => {
    try {
      stop = start({ model, el, root });
    } catch (error) {
      console.error(error);
      root.replaceChildren(sentence(words, error));
    }
  };
  /** Show the questions of somebody else. */
  const again = () => {
    const inside = root.contains(document.activeElement);
    stop();
    root.replaceChildren();
    begin();
    if (inside) root.querySelector(".qk-drawn :is([tabindex], input)")?.focus();
  };
  begin();
  model.on("change:view", again);
  return () => {
    model.off("change:view", again);
    stop();
    root.remove();
  };
}

function sentence(words, error) {
  const line = document.createElement("p");
  line.className = "qk-banner";
  line.setAttribute("role", "alert");
  line.textContent = (words.failed ?? "{error}").replace("{error}", error?.message ?? error);
  return line;
}

/** Build the quiz and keep it in step with the kernel; gives the function that ends that. */
function start({ model, el, root }) {
  const view = held(model, "view");
  const graded = view.mode === "graded";
  const me = Math.random().toString(16).slice(2, 10);
  const said = document.createElement("div");
  const ui = scripts.dom(view.words, (text) => (said.textContent = text));
  Object.assign(ui, scripts.controls(ui));
  Object.assign(ui.pictures, view.pictures);
  const { h, t } = ui;
  let draft = ""; // under which a response is kept for the next view: the quiz in its notebook
  let serial = 0;
  let heard = 0;
  let slow = 0;
  let gone = false;
  let next = null; // the question to go to once it can be answered again

  const questions = view.questions.map(build);
  const turning = scripts.turning(ui, questions, view.single);
  const carrying = view.carries.length ? scripts.carrying(ui, view.carries, questions.length, carry) : null;
  const ending = scripts.ending(ui, view, { retry, visit: (id) => go(find(id)) });
  const drawn = view.drawn ? scripts.drawn(ui, view.drawn, (who) => send("draw", null, who)) : null;
  const banners = {
    gone: h("div", { class: "qk-banner", role: "status", tabindex: "-1" }),
    trouble: h("div", { class: "qk-banner qk-trouble", role: "alert" }),
    notice: h("div", { class: "qk-banner qk-notice", role: "status" }),
  };
  const standing = view.single ? h("div", { class: "qk-standing" }) : null;
  const due = view.due ? h("p", { class: "qk-due" }) : null;
  draw();

  function draw() {
    const title = h("div", { class: "qk-title", id: ui.id(), html: view.title_html });
    const told = graded ? h("p", { class: "qk-note" }, t("graded_note")) : null;
    const note = view.lead_html ? h("p", { class: "qk-note", html: view.lead_html }) : told;
    said.className = "qk-hidden";
    said.setAttribute("aria-live", "polite");
    root.lang = view.language;
    root.setAttribute("aria-labelledby", title.id);
    root.classList.toggle("qk-long", questions.length > 15);
    root.classList.toggle("qk-graded", graded);
    ending.head.hidden = !questions.length;
    const head = h("div", { class: "qk-head" }, title, ending.head, carrying?.said);
    ending.head.append(...[turning.pace, carrying?.el].filter(Boolean));
    const list = h("div", { class: "qk-questions" }, ...questions.map((question) => question.el));
    const later = questions[view.core ?? questions.length]; // the first that can wait
    later?.el.before(h("div", { class: "qk-later" }, h("span", {}, t("core_done"))));
    const parts = [head, due, note, drawn?.el, ...Object.values(banners), turning.way, list, turning.turns, ending.el, standing];
    root.append(...[...parts, said].filter(Boolean));
    questions.forEach((_, index) => update(index));
    summarise();
    turning.begin();
  }

  function build(question) {
    try {
      const make = scripts[question.type];
      if (typeof make !== "function") throw make ?? new Error(question.type);
      return scripts.question(ui, question, make(ui), { send, graded, verdict: scripts.verdict, certainty: scripts.certainty });
    } catch (error) {
      console.error(error);
      const nothing = () => {};
      return {
        el: sentence(view.words, error),
        id: question.id,
        ...{ receive: nothing, flush: nothing, unsaved: nothing, recover: nothing, focus: nothing },
        ...{ leave: nothing, setSlow: nothing, fail: nothing, end: nothing },
      };
    }
  }

  const find = (id) => questions.find((question) => question.id === id);

  /** Bring a question into view and put the focus where its answer is given. */
  function go(question) {
    if (question) turning.show(question);
    question?.el.scrollIntoView({ block: "nearest" });
    question?.focus();
  }

  // to the kernel

  /** Send what the learner does; gives the message's serial number, 0 if nothing can be sent. */
  function send(does, question, value, certainty) {
    if (gone) return 0;
    try {
      serial += 1;
      model.send({ do: does, question, value: value ?? null, certainty: certainty ?? null, by: [me, serial] });
    } catch (error) {
      console.warn(error); // the connection has been closed under us
      setTimeout(leave);
    }
    slow ||= setTimeout(() => questions.forEach((each) => each.setSlow(true)), SLOW);
    return serial;
  }

  function retry(missed) {
    next = missed[0];
    send("retry_missed");
  }

  /** Take all answers along, bring some in or hand them in, after what was typed last. */
  function carry(does, value) {
    for (const question of questions) question.flush();
    send(does, null, value);
  }

  // from the kernel

  function receive(reply) {
    if (reply.by?.[0] !== me) return; // another view of this quiz has asked
    hear(reply.by[1]);
    carrying?.receive(reply);
  }

  function update(index) {
    try {
      const state = { value: null, ...held(model, `q${index}`) };
      Object.assign(ui.pictures, state.pictures);
      const own = state.by?.[0] === me ? state.by[1] : 0;
      questions[index].receive(state, own);
      if (own) hear(own);
    } catch (error) {
      console.error(error);
      questions[index].el.after(sentence(view.words, error));
    }
    if (questions[index].id === next) {
      next = null;
      go(questions[index]);
    }
  }

  function hear(number) {
    heard = Math.max(heard, number);
    if (heard < serial) return;
    clearTimeout(slow);
    slow = 0;
    questions.forEach((each) => each.setSlow(false));
  }

  /** Say when the quiz is due, or was, by the clock of who reads it. */
  function date() {
    const past = Date.now() > Date.parse(view.due.at);
    const text = past ? view.due.after : view.due.before;
    due.classList.toggle("qk-past", past);
    if (due.textContent !== text) due.textContent = text;
  }

  function summarise() {
    if (due) date();
    const summary = held(model, "summary");
    ending.show(summary);
    turning.note(summary.given);
    if (standing) stand(summary.standing_html);
    write(banners.notice, summary.notice_html);
    write(banners.trouble, summary.trouble_html);
    // A kernel that failed on a message says so here, and nothing of the question.
    if (summary.trouble_html && heard < serial)
      queueMicrotask(() => {
        questions.forEach((each) => each.fail());
        carrying?.fail();
        hear(serial);
      });
  }

  /** Show how each quiz of a review stands; what the learner has folded stays so. */
  function stand(html) {
    const before = standing.querySelector("details")?.open;
    write(standing, html);
    const fold = standing.querySelector("details");
    if (fold) fold.open = before ?? fold.open;
  }

  function write(banner, html = "") {
    banner.hidden = !html;
    if (banner.innerHTML !== html) banner.innerHTML = html;
  }

  // when there is no kernel any more

  function leave() {
    if (gone) return;
    const held = root.contains(document.activeElement);
    keep();
    gone = true;
    clearTimeout(slow);
    questions.forEach((question) => question.leave());
    ending.lock();
    carrying?.lock();
    drawn?.lock();
    write(banners.gone, t("gone"));
    if (held) banners.gone.focus({ preventScroll: true });
  }

  /** Keep what was not saved, for the view that the re-run cell makes. */
  function keep() {
    const values = questions.map((question) => [question.id, question.unsaved()]);
    const unsaved = values.filter(([, value]) => value !== undefined);
    if (unsaved.length) page.drafts.set(draft, { at: Date.now(), values: unsaved });
  }

  /** Once the quiz stands in its notebook, which may be after it is drawn: go on with it. */
  function recover() {
    if (!el.isConnected) return;
    place.disconnect();
    stayInView();
    draft = [location.pathname, el.closest(".jp-NotebookPanel")?.id, view.id].join(" ");
    const kept = page.drafts.get(draft);
    page.drafts.delete(draft);
    if (!kept || Date.now() - kept.at > FRESH) return;
    for (const [id, value] of kept.values) find(id)?.recover(value);
  }

  /** A notebook goes on to the next cell when one is run by hand: here the quiz is what is next. */
  function stayInView() {
    const next = el.closest(".jp-Cell")?.nextElementSibling;
    if (next?.contains(document.activeElement)) root.firstChild.scrollIntoView({ block: "nearest" });
  }

  // A restart closes the connection of every model, which is never opened again. A kernel that
  // dies by itself closes none: only its status tells.
  const kernel = model.widget_manager?.kernel;
  const watch = (_, status) => {
    if (["restarting", "autorestarting", "terminating", "dead"].includes(status)) leave();
  };
  const events = [["change:summary", summarise], ["comm_live_update", leave], ["msg:custom", receive]];
  questions.forEach((_, index) => events.push([`change:q${index}`, () => update(index)]));
  for (const [name, listener] of events) model.on(name, listener);
  kernel?.statusChanged?.connect(watch);
  root.addEventListener("keydown", scripts.keys);
  write(banners.gone, "");
  // The notebook's side marks the element of a model whose connection was closed before.
  const place = new ResizeObserver(recover);
  if (el.classList.contains("jupyter-widgets-disconnected")) leave();
  else place.observe(root);

  return () => {
    for (const question of questions) question.flush();
    if (!gone) keep();
    place.disconnect();
    for (const question of questions) question.end();
    clearTimeout(slow);
    kernel?.statusChanged?.disconnect(watch);
    for (const [name, listener] of events) model.off(name, listener);
  };
}

export default { render };
