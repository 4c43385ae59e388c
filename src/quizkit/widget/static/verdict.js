/**
 * What is said of one response: the result in a line, the hints opened, and in the end why, and
 * the text that goes on from there.
 *
 * @param {import("./dom.js").Toolkit} ui
 * @param {boolean} guess  whether it is a prediction, which is not right or wrong
 */
export default function buildVerdict(ui, guess = false) {
  const { h, t } = ui;
  const result = h("div", { class: "qk-result", role: "status", tabindex: "-1" });
  const hints = h("div", { class: "qk-hints", role: "status", tabindex: "-1" });
  const explanation = h("div", { class: "qk-explanation", hidden: true });
  const then = h("div", { class: "qk-then", hidden: true });

  /**
   * Draw what the kernel has said.
   *
   * @param {object} state  the question's state
   * @param {object|null} about  the state with the outcome that still counts
   * @param {{edited: boolean, fresh: boolean}} is  whether the response was changed since, and
   *   whether this answers what the learner did just now, so that it is announced again
   */
  function draw(state, about, { edited, fresh }) {
    drawResult(lineOf(state, about, edited), state.score_text ?? "", fresh);
    drawHints(state.hints);
    fill(explanation, state.key?.explanation_html);
    fill(then, state.key?.then_html);
  }

  function fill(part, html = "") {
    part.hidden = !html;
    if (part.written === html) return;
    part.written = part.innerHTML = html; // a page writes it otherwise than it was given
    ui.showPictures(part);
  }

  function lineOf(state, about, edited) {
    const counted = about && (about.outcome !== "unanswered" || about.message_html);
    if (counted && !edited) {
      const judged = ["right", "partly", "wrong"].includes(about.outcome);
      const plain = ["unanswered", "given"].includes(about.outcome) || (judged && guess);
      const kind = plain ? "note" : about.outcome;
      return { kind, html: about.message_html };
    }
    const changed = counted && ["wrong", "partly"].includes(about.outcome);
    return { kind: "note", html: changed ? t("changed") : state.final ? t("answer_shown") : "" };
  }

  function drawResult({ kind, html }, scored, fresh) {
    const content = `${kind} ${html} ${scored}`;
    if (content === result.dataset.content && !fresh) return;
    result.dataset.content = content;
    result.className = html ? `qk-result qk-is-${kind}` : "qk-result";
    const score = scored ? h("span", { class: "qk-score" }, scored) : "";
    const line = html ? [h("div", {}, ui.icon(kind), h("div", { html })), score] : [];
    result.replaceChildren(...line);
  }

  function drawHints(opened) {
    if (hints.children.length === opened.length) return;
    const said = () => h("span", { class: "qk-hint-word" }, t("hint_said"));
    const line = (html) => h("div", { class: "qk-hint" }, said(), h("span", { html }));
    hints.replaceChildren(...opened.map(line));
  }

  return { result, hints, explanation, then, draw };
}
