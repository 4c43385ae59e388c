const STOP = /^[.,;:?!)]+/; // stays on the line of the blank before it

const BREAK = "<br><br>"; // between paragraphs

/** A passage with blanks: menus and fields in the line. The value is {blank: value}. */
export default function cloze(ui) {
  return {
    build(question, onChange) {
      const blanks = [];
      let kept = null; // a blank with what may not leave its line
      const pieces = question.segments.map((segment) => {
        if (!segment.blank) {
          const stop = (kept && STOP.exec(segment.html)?.[0]) || "";
          kept?.append(stop);
          kept = null;
          if (segment.html === BREAK) return ui.h("div", { class: "qk-break" });
          const said = ui.h("span", { html: segment.html.slice(stop.length) });
          said.removeAttribute("dir"); // it runs as the passage does
          return said;
        }
        const made = control(segment, onChange);
        made.el.dir = "auto"; // what is typed or chosen does not turn the passage
        const icon = ui.h("span", { class: "qk-blank-icon" });
        const el = ui.h("span", { class: "qk-blank" }, made.el, icon);
        const note = ui.h("div", { class: "qk-blank-note" });
        blanks.push({ name: segment.blank, segment, made, icon, el, note });
        kept = ui.h("span", { class: "qk-blank-kept" }, el);
        return kept;
      });
      const notes = ui.h("div", { class: "qk-blank-notes" }, ...blanks.map(({ note }) => note));
      const menus = question.segments.filter(({ options }) => options);
      const paper = menus.map((menu) => ui.offered(menu.options, menu.label_text));
      return {
        el: ui.h("div", {}, ui.h("div", { class: "qk-cloze", dir: "auto" }, ...pieces), ...paper, notes),
        get() {
          const filled = blanks.filter(({ made }) => made.get());
          return filled.length
            ? Object.fromEntries(filled.map(({ name, made }) => [name, made.get()]))
            : null;
        },
        set(value) {
          for (const { name, made } of blanks) made.set(value?.[name]);
        },
        mark(state) {
          for (const blank of blanks) markBlank(blank, state, question.guess);
        },
        lock(locked) {
          for (const { made } of blanks) made.lock(locked);
        },
        focus: () => blanks[0].made.input.focus(),
      };
    },
  };

  function control({ input, label_text: label, options, unit_text: unit }, onChange) {
    if (input === "choice") return ui.menu({ label, choices: options, onChange });
    const numeric = input === "number";
    return ui.field({ label, unit, numeric, size: numeric ? 7 : 14, onChange });
  }

  function markBlank({ name, segment, made, icon, el, note }, state, guessed) {
    const key = state.key?.blanks[name];
    const kind = ui.kindOf(state, name, Boolean(key));
    const told = key && kind !== "right" ? ui.told(rightText(segment, key), guessed) : "";
    const said = [state.marks[name]?.html, told].filter(Boolean).join(" ");
    made.mark(kind);
    icon.replaceChildren(...(kind ? [ui.icon(kind)] : []));
    if (kind) el.dataset.mark = kind;
    else delete el.dataset.mark;
    const word = kind && `${segment.label_text}: ${ui.t(kind === "key" ? "mark_missing" : `mark_${kind}`)}`;
    ui.mark(note, kind, said, { control: made.input, word });
  }

  function rightText({ options = [] }, key) {
    if (!key.right) return key.right_text;
    return options.filter(({ token }) => key.right.includes(token)).map(({ text }) => text).join(", ");
  }
}
