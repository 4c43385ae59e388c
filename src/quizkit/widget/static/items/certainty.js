/** How sure one is of an answer: three levels, of which the page says what each can bring. */
export default function certainty(ui) {
  return {
    build(onChange) {
      const [name, legend] = [ui.id(), ui.id()];
      const levels = [1, 2, 3].map((level) => {
        const input = ui.h("input", { type: "radio", name, value: level, onchange: () => onChange() });
        const said = ui.h("span", { class: "qk-option-text" }, ui.t(`certainty_${level}`));
        const marks = ui.h("span", { class: "qk-sure-marks" }, ui.t(`certainty_marks_${level}`));
        return { level, input, el: ui.h("div", { class: "qk-option" }, ui.h("label", {}, input, said, marks)) };
      });
      const list = ui.h("div", { class: "qk-options" }, ...levels.map(({ el }) => el));
      const title = ui.h("div", { class: "qk-sure-title", id: legend }, ui.t("certainty"));
      return {
        el: ui.h("div", { class: "qk-sure", role: "radiogroup", "aria-labelledby": legend }, title, list),
        get: () => levels.find(({ input }) => input.checked)?.level ?? null,
        set(value) {
          for (const { level, input } of levels) input.checked = level === value;
        },
        lock(locked) {
          for (const { input } of levels) input.disabled = locked;
        },
      };
    },
  };
}
