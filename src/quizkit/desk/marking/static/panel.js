/** The mark scheme with its points to tick, the score and the comment of one answer. */

import { h, points, t, typed } from "./dom.js";
import { clicked, pressed, total } from "./ticks.js";

const boxes = (point) => Math.ceil(Math.abs(point.points));
const sign = (point) => Math.sign(point.points);

/**
 * The panel of one question; it shows the answer that it is turned to.
 *
 * Its `actions` are what can be done with that answer: `give`, `settle`, `keep`, `drop`, `next`.
 */
export class Panel {
  constructor(question, actions, comments) {
    this.question = question;
    this.actions = actions;
    this.comments = comments;
    this.answer = null;
    this.ticks = question.scheme.map((point, place) => this.point(point, place));
    this.build();
  }

  build() {
    const { question, actions } = this;
    this.title = h("h2", { tabindex: "-1" });
    const { flagged } = question; // then there is a score alone, and no comment
    this.more = h("button", { type: "button", class: "quiet more", "aria-pressed": "true", hidden: flagged,
      onclick: () => this.brief() }, t("in_full"));
    this.trouble = h("div", { class: "trouble", hidden: true });
    this.score = h("input", {
      id: "score", inputmode: "decimal", autocomplete: "off", size: 4, "aria-describedby": "score-told",
      oninput: () => this.type(false), onchange: () => this.type(true),
    });
    this.told = h("span", { id: "score-told", class: "told" });
    this.comment = h("textarea", {
      id: "comment", rows: 2, maxlength: 10000, oninput: () => this.write(700), onchange: () => this.write(0),
    });
    this.bank = h("ul", { class: "bank" });
    this.saved = h("p", { class: "saved" });
    this.middle = h("div", { class: "middle" }, this.scheme(), this.rest());
    this.element = h(
      "section",
      { class: "panel", "aria-label": t(question.flagged ? "flagged" : "scheme") },
      h("div", { class: "head" }, this.title, this.more, this.saved),
      this.trouble,
      this.middle,
      this.foot(),
    );
    this.list();
    if (matchMedia("(max-width: 62rem)").matches) this.brief();
  }

  /** Show what each point is given for, or only its name: one knows a scheme by heart in the end. */
  brief() {
    const brief = this.element.classList.toggle("brief");
    this.more.setAttribute("aria-pressed", String(!brief));
  }

  /** Score, comment and what goes on, which stay in sight. */
  foot() {
    const most = points(this.question.points);
    const keep = h("button", { type: "button", class: "quiet", onclick: () => this.keep() }, t("keep"));
    const { flagged } = this.question;
    const next = h("button", { type: "button", class: "main", onclick: () => this.actions.next() },
      t(flagged ? "seen_next" : "save_next"));
    this.hint = h("p", { class: "hint" }, t("bank"));
    this.comment.hidden = flagged;
    return h(
      "div",
      { class: "foot" },
      flagged ? h("p", { class: "hint" }, t("flagged_why")) : null,
      h("p", { class: "score" }, h("label", { for: "score" }, t("score")), this.score,
        h("span", { class: "of" }, t("of_points", { most })), this.told),
      h("div", { class: "above", hidden: flagged }, h("label", { for: "comment" }, t("comment")), keep),
      this.comment,
      this.hint,
      this.bank,
      next,
    );
  }

  /** The points of the scheme, in the order of their digits. */
  scheme() {
    const { question } = this;
    const list = h("ol", { class: "points" }, ...this.ticks.map(({ row }) => row));
    const sum = question.scheme.reduce((all, { points: n }) => all + Math.max(0, n), 0);
    const differs = question.scheme.length > 0 && sum !== question.points;
    return h(
      "div",
      { class: "scheme", lang: question.language },
      question.before ? h("div", { class: "text before", html: question.before }) : null,
      list,
      differs
        ? h("p", { class: "hint" }, t("differs", { sum: points(sum), most: points(question.points) }))
        : null,
    );
  }

  rest() {
    const { question } = this;
    const part = (name, html) =>
      html
        ? h("details", {}, h("summary", {}, t(name)),
            h("div", { class: "text", lang: question.language, html }))
        : null;
    return h("div", { class: "rest" }, part("samples", question.after), part("model", question.model));
  }

  point(point, place) {
    const digit = place < 9 ? h("kbd", {}, String(place + 1)) : null;
    const name = point.name || t("whole");
    const inputs = Array.from({ length: boxes(point) }, (_, box) =>
      h("input", {
        type: "checkbox",
        "aria-label": t(point.points < 0 ? "takes" : "box", { n: box + 1, of: boxes(point), name }),
        onclick: (event) => this.click(place, box + 1, event),
      }),
    );
    const worth = h("span", { class: "worth" });
    const row = h(
      "li",
      { class: point.points < 0 ? "point takes" : "point" },
      h("div", { class: "row" }, digit, h("span", { class: "name" }, name),
        h("span", { class: "boxes" }, ...inputs), worth),
      point.html ? h("div", { class: "text told", html: point.html }) : null,
    );
    return { point, row, inputs, worth };
  }

  /** Turn to an answer, or to what has become of it. */
  show(answer, { of, state }) {
    const turned = this.answer !== answer;
    this.answer = answer;
    if (turned) this.middle.scrollTop = 0; // an answer is marked from the first point on
    this.title.textContent = t("answer_of", { n: answer.place, of });
    this.ticks.forEach((each) => this.fill(each));
    if (turned || document.activeElement !== this.score) {
      this.score.value = answer.mark.score === null ? "" : points(answer.mark.score);
      this.score.removeAttribute("aria-invalid");
    }
    this.score.placeholder = answer.auto === null ? "" : points(answer.auto);
    if (turned || document.activeElement !== this.comment) this.comment.value = answer.mark.comment ?? "";
    this.comment.placeholder = answer.said ?? "";
    this.say();
    this.report(state);
  }

  fill({ point, inputs, worth, row }) {
    const size = Math.abs(this.answer.ticks[point.name] ?? 0);
    inputs.forEach((input, box) => {
      const most = Math.min(1, Math.abs(point.points) - box);
      const got = Math.max(0, Math.min(most, size - box));
      input.checked = got === most;
      input.indeterminate = got > 0 && got < most;
    });
    worth.textContent = `${points(sign(point) * size)} / ${points(point.points)}`;
    row.classList.toggle("ticked", size > 0);
  }

  say() {
    const { answer, question } = this;
    const ticked = Object.keys(answer.ticks).length > 0;
    const sum = total(answer.ticks, question);
    const differs = ticked && answer.mark.score !== null && answer.mark.score !== sum;
    this.told.textContent = differs ? t("by_hand", { n: points(sum) }) : "";
  }

  /** Say whether the gradebook has it; of a mark that somebody else has changed, which one stays. */
  report(state = "") {
    this.saved.textContent = state && state !== "conflict" ? t(state) : "";
    this.saved.dataset.state = state;
    const { theirs } = this.answer;
    this.trouble.hidden = !theirs;
    if (!theirs) return;
    const given = theirs.mark.score === null ? t("no_score") : points(theirs.mark.score);
    this.trouble.replaceChildren(
      h("p", {}, t("conflict", { score: given, comment: theirs.mark.comment ?? t("no_comment") })),
      h("button", { type: "button", onclick: () => this.actions.settle(false) }, t("take_theirs")),
      h("button", { type: "button", onclick: () => this.actions.settle(true) }, t("put_mine")),
    );
  }

  click(place, box, event) {
    event.preventDefault(); // the box shows what the point is worth, not what it was told
    const { point } = this.ticks[place];
    const value = Math.abs(this.answer.ticks[point.name] ?? 0);
    // After the browser has put the box back.
    setTimeout(() => this.tick(place, clicked(value, Math.abs(point.points), box)));
  }

  /** Tick by its digit. */
  press(place, half) {
    const found = this.ticks[place];
    if (!found) return false;
    const worth = Math.abs(found.point.points);
    this.tick(place, pressed(Math.abs(this.answer.ticks[found.point.name] ?? 0), worth, half));
    found.row.scrollIntoView({ block: "nearest" });
    return true;
  }

  tick(place, value) {
    const { point } = this.ticks[place];
    const { [point.name]: _, ...ticks } = this.answer.ticks;
    if (value) ticks[point.name] = sign(point) * value;
    this.put(ticks, Object.keys(ticks).length ? total(ticks, this.question) : null);
  }

  /** Give no points at all, or all of them. */
  all(full) {
    const given = full ? this.question.scheme.filter(({ points: n }) => n > 0) : [];
    const ticks = Object.fromEntries(given.map(({ name, points: n }) => [name, n]));
    this.put(ticks, full ? this.question.points : 0);
  }

  put(ticks, score) {
    this.answer.ticks = ticks;
    this.answer.mark = { ...this.answer.mark, score };
    this.score.value = score === null ? "" : points(score);
    this.score.removeAttribute("aria-invalid");
    this.actions.give(0);
  }

  type(done) {
    const score = typed(this.score.value);
    const wrong = Number.isNaN(score) || score > this.question.points;
    this.score.setAttribute("aria-invalid", String(wrong));
    if (wrong) {
      this.told.textContent = t("no_number", { most: points(this.question.points) });
      return;
    }
    if (score !== this.answer.mark.score) {
      this.answer.mark = { ...this.answer.mark, score };
      this.actions.give(done ? 0 : 500);
    } else if (done) this.score.value = score === null ? "" : points(score);
  }

  write(soon) {
    const comment = this.comment.value.trim() || null;
    if (comment === this.answer.mark.comment) return;
    this.answer.mark = { ...this.answer.mark, comment };
    this.actions.give(soon);
  }

  /** Use one of one's own comments in this answer. */
  use(text) {
    const before = this.comment.value.trim();
    this.comment.value = before ? `${before}\n${text}` : text;
    this.write(0);
    this.actions.back(); // so that the next key is not typed into it
  }

  async keep() {
    const text = this.comment.value.trim();
    if (!text) return this.comment.focus();
    this.comments = await this.actions.keep(text);
    this.list();
  }

  async drop(text) {
    this.comments = await this.actions.drop(text);
    this.list();
    (this.bank.querySelector("button") ?? this.comment).focus();
  }

  list() {
    const { flagged } = this.question;
    this.hint.hidden = flagged || !this.comments.length;
    this.bank.hidden = flagged;
    this.bank.replaceChildren(
      ...this.comments.map((text, place) =>
        h("li", {},
          h("button", { type: "button", class: "use", onclick: () => this.use(text) },
            place < 9 ? h("kbd", {}, String(place + 1)) : null, h("span", {}, text)),
          h("button", { type: "button", class: "quiet drop", "aria-label": t("drop", { text }),
            title: t("drop", { text }), onclick: () => this.drop(text) }, "×")),
      ),
    );
  }

  /** Go to one's own comments, where a digit chooses one. */
  toBank() {
    (this.bank.querySelector("button") ?? this.comment).focus();
  }
}
