/** The head of the page: which question, how far it is, in which order, and what went wrong. */

import { h, t } from "./dom.js";

/** Give the title of a question; of one that is only looked at, that it is flagged. */
export const titled = ({ flagged, title }) => (flagged ? t("flagged_in", { title }) : title);

/** Its `actions` are what its controls do: `turn`, `again`, `filter`, `name`, `keys`, `finish`. */
export class Head {
  constructor(settings, actions) {
    this.settings = settings;
    this.question = h("select", {
      "aria-label": t("question"), onchange: () => actions.turn(Number(this.question.value)),
    });
    this.order = h(
      "select",
      { id: "order", onchange: actions.again },
      ...["shuffled", "shortest", "longest"].map((order) =>
        h("option", { value: order, selected: order === settings.order }, t(order))),
    );
    this.waiting = h("input", { type: "checkbox", onchange: actions.filter });
    this.names = h("input", { type: "checkbox", checked: settings.names, onchange: actions.name });
    this.bar = h("progress", { max: 1, value: 0, "aria-label": t("progress") });
    this.far = h("span", { class: "progress" });
    this.empty = h("span", { class: "empty" });
    this.banner = h("div", { class: "banner", role: "alert", hidden: true });
    this.element = h(
      "header",
      { class: "top" },
      h("h1", {}, t("title"), " ", h("span", {}, settings.assignment)),
      h("div", { class: "which" }, this.question),
      h("div", { class: "far" }, this.far, this.empty, this.bar),
      this.tools(actions),
      this.banner,
    );
    new ResizeObserver(() => this.measure()).observe(this.element);
  }

  tools({ keys, finish }) {
    const button = (name, action, kind) =>
      h("button", { type: "button", class: kind, onclick: action }, t(name));
    return h(
      "div",
      { class: "tools" },
      h("label", {}, h("span", {}, t("order")), this.order),
      h("label", {}, this.waiting, t("only_waiting")),
      h("label", {}, this.names, t("names")),
      button("print", () => print()),
      button("keys_button", keys),
      button("finished", finish, "finish"),
    );
  }

  /** Where the page below it begins, in pixels of the window. */
  get bottom() {
    return Math.max(0, this.element.getBoundingClientRect().bottom);
  }

  /** Have what sticks below the head know how high it is. */
  measure() {
    const sticks = getComputedStyle(this.element).position === "sticky";
    const height = sticks ? this.element.offsetHeight : 0;
    document.documentElement.style.setProperty("--top", `${height}px`);
  }

  /** Show how far the open question is, and the others as the server had them. */
  progress(number, answers) {
    const waiting = answers.filter(({ mark }) => mark.waits).length;
    Object.assign(this.settings.questions[number], { total: answers.length, waiting });
    this.bar.max = answers.length || 1;
    this.bar.value = answers.length - waiting;
    const far = ({ total, waiting: left, flagged }) =>
      t(flagged ? "looked_at" : "marked", { n: total - left, total });
    const empty = answers.filter(({ missing }) => missing === "response").length;
    this.empty.textContent = empty ? t("of_them_empty", { n: empty }) : "";
    this.far.textContent = far(this.settings.questions[number]);
    this.question.replaceChildren(
      ...this.settings.questions.map((each, place) =>
        h("option", { value: place, selected: place === number },
          `${place + 1}. ${titled(each)}, ${far(each)}`)),
    );
  }

  /** Say something that stays until it is put away; `kind` is "done" or "trouble". */
  tell(text, kind) {
    this.banner.hidden = false;
    this.banner.dataset.kind = kind;
    this.banner.replaceChildren(
      h("span", {}, text),
      h("button", { type: "button", class: "quiet", "aria-label": t("close"), onclick: () => this.hush(kind) }, "×"),
    );
  }

  /** Put away what was said of that kind. */
  hush(kind) {
    if (this.banner.dataset.kind === kind) this.banner.hidden = true;
  }
}
