/**
 * How far the learner is, above the questions, and how it went, below them.
 *
 * @param {import("./dom.js").Toolkit} ui
 * @param {object} view  the quiz as anyone may see it
 * @param {{retry: (missed: string[]) => void, visit: (question: string) => void}} on
 */
export default function buildEnding(ui, view, on) {
  const { h, t } = ui;
  const graded = view.mode === "graded";
  const numbers = new Map(view.questions.map(({ id, number }) => [id, number]));
  const text = h("div", { class: "qk-progress-text", id: ui.id() });
  const fill = h("div", { class: "qk-progress-fill" });
  const bar = h(
    "div",
    { class: "qk-progress", role: "progressbar", "aria-valuemin": 0, "aria-labelledby": text.id },
    fill,
  );
  const heading = t(graded ? "graded_title" : "summary_title");
  const title = h("div", { class: "qk-ending-title", id: ui.id() }, heading);
  const body = h("div", { class: "qk-ending-body", role: "status" });
  const retry = h("button", { type: "button", class: "qk-button qk-primary" }, t("retry_missed"));
  const able = h("ul", { class: "qk-able" });
  const open = h("ul", { class: "qk-open-goals" });
  const canNow = h("div", { class: "qk-goals-title" }, t("can_now"));
  const notYet = h("div", { class: "qk-goals-title" }, t("not_yet"));
  const ending = h(
    "div",
    { class: "qk-ending", role: "group", "aria-labelledby": title.id, hidden: true },
    title,
    body,
    ...(graded ? [] : [canNow, able, notYet, open, retry]),
  );
  let missed = [];
  retry.addEventListener("click", () => on.retry(missed));

  /** Show a summary. */
  function show(summary) {
    const { answered, total, score_text: score, done } = summary;
    text.textContent = [t("progress", { n: answered, total }), score].filter(Boolean).join(" · ");
    bar.setAttribute("aria-valuemax", total);
    bar.setAttribute("aria-valuenow", answered);
    fill.style.width = `${total ? (100 * answered) / total : 0}%`;
    ending.hidden = !done || total === 1; // one question has said it all itself
    if (!ending.hidden) draw(summary);
  }

  function draw(summary) {
    missed = summary.missed ?? [];
    const score = h("div", { class: "qk-ending-score" }, summary.score_text ?? "");
    const closing = h("div", {}, missed.length || !summary.score_text || !summary.judged ? "" : t("summary_all_right"));
    const sure = h("div", { class: "qk-ending-sure" }, summary.certainty_text ?? "");
    const lines = graded ? [h("div", {}, t("graded_done"))] : [score, closing, sure];
    if (body.textContent !== lines.map((line) => line.textContent).join(""))
      body.replaceChildren(...lines);
    retry.hidden = !missed.length;
    if (!graded) drawGoals();
  }

  /** Say what the learner can do now, and what not yet, with the way to its questions. */
  function drawGoals() {
    const named = view.objectives.flatMap((goal) => goal.questions);
    const others = { html: "", questions: missed.filter((id) => !named.includes(id)) };
    const isOpen = ({ questions }) => questions.some((id) => missed.includes(id));
    list(able, canNow, view.objectives.filter((goal) => !isOpen(goal)), "right");
    list(open, notYet, [...view.objectives, others].filter(isOpen), "open_goal");
  }

  function list(el, heading, goals, icon) {
    el.hidden = heading.hidden = !goals.length;
    el.replaceChildren(
      ...goals.map(({ html, questions }) => {
        const links = questions.filter((id) => missed.includes(id)).flatMap((id) => [" ", link(id)]);
        return h("li", {}, ui.icon(icon), h("div", {}, h("span", { html }), ...links));
      }),
    );
  }

  function link(id) {
    const words = t("question", { n: numbers.get(id) });
    return h("button", { type: "button", class: "qk-link", onclick: () => on.visit(id) }, words);
  }

  return {
    head: h("div", { class: "qk-progress-row" }, text, bar),
    el: ending,
    show,
    lock() {
      retry.disabled = true;
    },
  };
}
