/**
 * One question: its prompt and controls, its buttons, and what is said of the response.
 *
 * What the learner changes goes to the kernel as messages; what the kernel says of it comes back
 * as the question's state. Nothing here knows what is right.
 */

const TYPING = 300; // milliseconds of rest before what was typed is sent

/**
 * @param {import("./dom.js").Toolkit} ui
 * @param {object} question  the question as anyone may see it
 * @param {object} type  the module of its type, as made by the toolkit
 * @param {{send: (does: string, question?: string, value?: any) => number, graded: boolean,
 *   verdict: typeof import("./verdict.js").default,
 *   certainty?: typeof import("./items/certainty.js").default}} quiz
 *   `send` gives the serial number of the message
 */
export default function buildQuestion(ui, question, type, quiz) {
  const { h, t } = ui;
  let state = { value: null, marks: {}, hints: [] };
  let judged = null; // the last state with an outcome: its marks outlive a change elsewhere
  let timer = 0; // runs while something typed is not sent yet
  let sent = 0; // serial of the last message
  let heard = 0; // serial of the last one that the kernel has dealt with
  let lost = false; // the kernel failed on the last message
  let gone = false; // there is no kernel any more
  let slow = false;
  let typing = false; // nothing is said of an answer while it is being typed

  const item = type.build(question, change);
  const sure = question.certainty ? quiz.certainty(ui).build(change) : null;
  const { el, heading, said, status, buttons } = frame();
  refresh();

  function frame() {
    const [number, prompt] = [ui.id(), ui.id()];
    const button = (name, does, kind = "") =>
      h("button", { type: "button", class: `qk-button ${kind}`, onclick: does }, t(name));
    const buttons = {
      check: button("check", check, "qk-primary"),
      hint: button("hint_free", () => act("hint")),
      show: button("show_answer", () => act("reveal")),
      retry: button("retry", () => act("retry")),
    };
    // In a graded quiz nothing else is said of a response.
    const status = h("span", { class: "qk-status", role: quiz.graded ? "status" : null });
    const said = quiz.verdict(ui, question.guess);
    const help = [
      type.help && h("span", { class: "qk-how" }, `${type.help()} `),
      question.rule_text && h("span", {}, question.rule_text),
    ].filter(Boolean);
    const eyebrow = [question.origin_text, question.points_text, tries()].filter(Boolean);
    const heading = h("div", {
      class: "qk-prompt",
      id: prompt,
      tabindex: "-1",
      html: question.prompt_html,
    });
    const body = h(
      "div",
      { class: "qk-body" },
      heading,
      help.length ? h("div", { class: "qk-help" }, ...help) : null,
      item.el,
      sure?.el,
      said.hints,
      h("div", { class: "qk-actions" }, ...Object.values(buttons), status),
      said.result,
      said.explanation,
      said.then,
    );
    const label = h("span", { class: "qk-hidden" }, t("question", { n: question.number }));
    const figure = h("span", { "aria-hidden": "true" }, String(question.number));
    const el = h(
      "div",
      {
        class: `qk-question qk-type-${question.type}`,
        role: "group",
        "aria-labelledby": `${number} ${prompt}`,
        "data-question": question.id,
        onkeydown: enter,
      },
      h("div", { class: "qk-number", id: number }, figure, label),
      h("div", { class: "qk-eyebrow" }, ...eyebrow.map((text) => h("span", {}, text))),
      body,
    );
    el.addEventListener("focusout", rest);
    for (const name of ["check", "retry"])
      if (type[name]) buttons[name].textContent = type[name]();
    return { el, heading, said, status, buttons };
  }

  function tries() {
    if (quiz.graded || !question.attempts) return "";
    return t("attempts", { n: question.attempts });
  }

  // what the learner does

  /** Take note of a change; what is typed waits for a rest before it is sent. */
  function change(typed = false) {
    typing = typed;
    clearTimeout(timer);
    timer = setTimeout(flush, typed ? TYPING : 0);
    refresh();
  }

  /** Take what was typed as done: the focus has moved on, or Enter was pressed. */
  function rest() {
    flush();
    if (!typing) return;
    typing = false;
    if (quiz.graded) refresh();
  }

  /** Send what has changed, if anything has. */
  function flush() {
    if (!timer) return;
    settle();
    post("respond", item.get());
  }

  function settle() {
    clearTimeout(timer);
    timer = 0;
  }

  function post(does, value) {
    lost = false;
    sent = quiz.send(does, question.id, value, sure?.get()) || sent;
    tell();
  }

  function check() {
    settle();
    post("check", item.get());
  }

  function act(does) {
    flush();
    post(does);
  }

  function enter(event) {
    if (event.key !== "Enter" || !event.target.matches("input") || event.isComposing) return;
    event.preventDefault();
    if (quiz.graded) rest();
    else if (!state.final && !gone) check();
  }

  // what the kernel says

  /** Show a state; `own` is the serial of this view's message that led to it, if one did. */
  function receive(next, own) {
    if (own) heard = Math.max(heard, own);
    if (next.final) settle();
    const behind = timer || heard < sent; // what stands here is newer than what the kernel knows
    const held = el.contains(document.activeElement) ? document.activeElement : null;
    const fresh = own && (next.message_html || next.final);
    if ((next.final || !behind) && !ui.same(item.get(), next.value)) item.set(next.value);
    if (next.final || !behind) sure?.set(next.certainty);
    if (!next.score_text) judged = null;
    if (next.checked || next.message_html) judged = next;
    const opened = next.hints.length > state.hints.length;
    state = next;
    refresh(fresh);
    if (held && !isUsable(held)) (opened ? said.hints : said.result).focus({ preventScroll: true });
  }

  const isUsable = (control) => control.isConnected && !control.disabled && !control.closest("[hidden]");

  /** Draw all that follows from the state and from what stands in the controls. */
  function refresh(fresh = false) {
    const current =
      !timer && ui.same(item.get(), state.value) && (!sure || sure.get() === state.certainty);
    const told = state.checked || state.message_html || state.final;
    const about = quiz.graded && typing ? null : current && told ? state : judged;
    const edited = about && !ui.same(item.get(), about.value);
    const marks = edited ? surviving(about) : (about?.marks ?? {});
    item.mark({ marks, outcome: about?.outcome, key: state.final ? state.key : null });
    item.lock(state.final || gone);
    sure?.lock(Boolean(state.final || gone));
    said.draw(state, about, { edited, fresh });
    drawButtons();
    el.classList.toggle("qk-final", Boolean(state.final));
    tell();
  }

  /** Keep the marks of the parts that stand as they stood when they were judged. */
  function surviving({ marks, value }) {
    const now = item.get();
    if (type.whole) return {};
    if (question.options) return marks; // a mark is about its option, chosen still or not
    const stands = (token) => now && typeof now === "object" && now[token] === value[token];
    if (!value || typeof value !== "object" || Array.isArray(value)) return {};
    return Object.fromEntries(Object.entries(marks).filter(([token]) => stands(token)));
  }

  function drawButtons() {
    const open = !quiz.graded && !state.final;
    const cost = question.hint_costs?.[state.hints.length];
    buttons.check.hidden = !open;
    buttons.hint.hidden = !open || state.hints.length >= question.hints;
    buttons.hint.textContent = cost ? t("hint_cost", { cost }) : t("hint_free");
    buttons.show.hidden = !open || !state.score_text;
    buttons.retry.hidden = quiz.graded || !state.final || state.outcome === "right";
    for (const button of Object.values(buttons)) button.disabled = gone;
  }

  /** Say whether the response is on disk. */
  function tell() {
    const pending = timer || heard < sent;
    let name = "";
    if (gone) name = "gone_short";
    else if (lost) name = "not_saved";
    else if (pending) name = slow ? "waiting" : "saving";
    else if (state.value !== null) name = state.saved ? "saved" : "not_saved";
    if (status.dataset.is === name) return;
    status.dataset.is = name;
    const icon = { saved: "right", not_saved: "wrong" }[name];
    status.replaceChildren(...(icon ? [ui.icon(icon)] : []), name ? t(name) : "");
  }

  return {
    el,
    heading,
    receive,
    flush,
    id: question.id,
    focus: () => item.focus(),
    /** The response that the kernel may not have, or undefined. */
    unsaved: () => (timer || heard < sent || lost ? item.get() : undefined),
    /** Put back a response that an earlier view could not send. */
    recover(value) {
      if (state.final || ui.same(item.get(), value)) return;
      item.set(value);
      change();
    },
    /** There is no kernel any more: nothing can be given, all can be read. */
    leave() {
      settle();
      gone = true;
      refresh();
    },
    /** Say that the kernel is slow to answer, or no longer. */
    setSlow(value) {
      slow = value;
      tell();
    },
    /** The kernel failed: what it was sent is not on disk. */
    fail() {
      if (heard < sent) lost = true;
      heard = sent;
      tell();
    },
    end: settle,
  };
}
