/**
 * Controls that several question types share: a list of options, a field, a menu.
 *
 * @param {import("./dom.js").Toolkit} ui
 */
export default function controls(ui) {
  /**
   * Options to choose from, each with room for its feedback.
   *
   * @param {"radio"|"checkbox"} type
   */
  function options(question, type, onChange) {
    const name = ui.id();
    const rows = question.options.map(({ token, html }) => {
      const input = ui.h("input", { type, name, value: token, onchange: () => onChange() });
      const label = ui.h("label", {}, input, ui.h("span", { class: "qk-option-text", html }));
      return { token, input, el: ui.h("div", { class: "qk-option" }, label) };
    });
    return {
      el: ui.h("div", { class: "qk-options" }, ...rows.map((row) => row.el)),
      get: () => rows.filter((row) => row.input.checked).map((row) => row.token),
      set(tokens) {
        for (const { token, input } of rows) input.checked = tokens.includes(token);
      },
      mark(state) {
        const { right = [], feedback = {} } = state.key ?? {};
        for (const { token, input, el } of rows) {
          const kind = ui.kindOf(state, token, right.includes(token));
          const said = state.marks[token]?.html || (kind && feedback[token]) || "";
          const word = kind === "key" && question.guess ? ui.t("mark_happened") : undefined;
          ui.mark(el, kind, said, { control: input, word });
        }
      },
      lock(locked) {
        for (const { input } of rows) input.disabled = locked;
      },
      focus: () => (rows.find((row) => row.input.checked) ?? rows[0]).input.focus(),
    };
  }

  /** A field to type in, with its unit beside it. */
  function field({ label, unit = "", numeric = false, size, onChange }) {
    const input = ui.h("input", {
      type: "text",
      dir: "auto",
      class: "qk-input",
      "aria-label": unit ? ui.t("answer_in", { label, unit }) : label,
      inputmode: numeric ? "decimal" : "text",
      size,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      oninput: () => onChange(true),
    });
    const suffix = unit ? ui.h("span", { class: "qk-unit", "aria-hidden": "true" }, unit) : null;
    return {
      el: ui.h("span", { class: "qk-field" }, input, suffix),
      input,
      get: () => (input.value.trim() ? input.value : null),
      set(value) {
        input.value = value ?? "";
      },
      mark(kind) {
        if (kind) input.dataset.mark = kind;
        else delete input.dataset.mark;
        input.setAttribute("aria-invalid", String(kind === "invalid" || kind === "wrong"));
      },
      lock(locked) {
        input.readOnly = locked;
      },
    };
  }

  /** A menu to choose one of `choices` ({token, text}) from. */
  function menu({ label, choices, empty = ui.t("choose"), className = "qk-select", onChange }) {
    const entries = choices.map(({ token, text }) =>
      ui.h("option", { value: token, dir: "auto" }, text),
    );
    const none = ui.h("option", { value: "" }, empty);
    const select = ui.h(
      "select",
      { class: className, "aria-label": label, onchange: () => onChange() },
      none,
      ...entries,
    );
    return {
      el: select,
      input: select,
      get: () => select.value || null,
      set(value) {
        select.value = value ?? "";
      },
      mark(kind) {
        if (kind) select.dataset.mark = kind;
        else delete select.dataset.mark;
      },
      lock(locked) {
        select.disabled = locked;
      },
    };
  }

  /** List what a menu offers, on paper, where it cannot be opened. */
  function offered(choices, label = "") {
    const list = choices.map(({ text }) => text).join(" · ");
    const said = ui.t("choose_from", { list });
    return ui.h("div", { class: "qk-paper" }, label ? `${label}: ${list}` : said);
  }

  /**
   * Say of things that were put somewhere how each fared and, in the end, where it belongs.
   *
   * @param {Iterable<{token: string, el: Element, menu: ReturnType<typeof menu>}>} things
   * @param {Record<string, string>} right  the token of each one's place, once it may be told
   * @param {Map<string, string>} nameOf  the places' names
   */
  function markPlaced(things, state, right, nameOf, guessed) {
    for (const { token, el, menu } of things) {
      const kind = ui.kindOf(state, token, token in right);
      const shown = kind !== "right" && token in right;
      const told = shown ? ui.told(nameOf.get(right[token]), guessed) : "";
      const why = shown ? state.key.feedback[token] : "";
      const said = [state.marks[token]?.html, told, why].filter(Boolean).join(" ");
      const word = kind === "key" ? ui.t("mark_missing") : undefined;
      menu.mark(kind);
      ui.mark(el, kind, said, { control: menu.input, word });
    }
  }

  /** A single field below a prompt: a number or a text. */
  function typed(question, onChange, numeric) {
    const label = ui.t("your_answer");
    const unit = question.unit_text;
    const one = field({ label, unit, numeric, size: numeric ? 12 : 32, onChange });
    const el = ui.h("div", { class: "qk-typed" }, one.el);
    const answer = ui.h("div", { class: "qk-key", hidden: true });
    const host = ui.h("div", {}, el, answer);
    return {
      el: host,
      get: one.get,
      set: one.set,
      mark(state) {
        const kind = state.outcome === "invalid" ? "invalid" : ui.kindOf(state, "answer");
        const said = state.marks.answer?.html ?? "";
        one.mark(kind);
        ui.mark(el, said ? kind : null, said, { control: one.input });
        answer.hidden = !state.key || kind === "right";
        const told = () => keyText(state.key, question.guess);
        answer.replaceChildren(...(answer.hidden ? [] : [ui.icon("key"), told()]));
      },
      lock: one.lock,
      focus: () => one.input.focus(),
    };
  }

  /** Say what was right in a field: the answer, how far off it may be, what else would do. */
  function keyText({ right_text, tolerance_text, also = [] }, guessed) {
    const parts = [tolerance_text, also.length && ui.t("key_also", { text: also.join(", ") })];
    const told = ui.h("span", { html: ui.told(right_text, guessed) });
    return ui.h("div", {}, told, " ", guessed ? "" : parts.filter(Boolean).join(" "));
  }

  return { options, field, menu, markPlaced, offered, typed };
}
