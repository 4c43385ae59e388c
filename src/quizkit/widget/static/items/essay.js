/** A text of some length, with its words counted as it grows. The value is the text as typed. */
export default function essay(ui) {
  const { h, t } = ui;
  // Signs of scripts that put no spaces between words count one by one, as in word_count.py.
  const SIGN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;

  function count(text) {
    const rest = text.replace(SIGN, " ");
    const words = rest.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
    return words.length + (text.match(SIGN)?.length ?? 0);
  }

  /** What a text is compared with in the end: for what there are points, and the author's own. */
  function comparison({ rubric, model_html: model }) {
    const rows = rubric.map((each) =>
      h(
        "tr",
        {},
        h("td", {}, h("strong", { html: each.html }), h("div", { html: each.description_html })),
        h("td", { class: "qk-rubric-points" }, each.points_text),
      ),
    );
    const head = (name, className) => h("th", { scope: "col", class: className }, t(name));
    const titles = h("tr", {}, head("rubric"), head("rubric_points", "qk-rubric-points"));
    return [
      rows.length && h("table", { class: "qk-rubric" }, h("thead", {}, titles), h("tbody", {}, ...rows)),
      model && h("div", { class: "qk-model-title" }, t("model_answer")),
      model && h("div", { class: "qk-model", html: model }),
    ].filter(Boolean);
  }

  return {
    check: () => t("essay_done"),
    retry: () => t("essay_on"),
    build(question, onChange) {
      const { least, most } = question.words;
      const counted = h("span", { id: ui.id(), class: "qk-counted" });
      const text = h("textarea", {
        class: "qk-input",
        rows: "6",
        dir: "auto",
        "aria-label": t("your_answer"),
        "aria-describedby": counted.id,
        oninput() {
          grow();
          onChange(true);
        },
      });
      const sheet = h("div", { class: "qk-essay" }, text); // as high as what is in it, also on paper
      const asked = h("span", {}, question.length_text);
      const length = h("div", { class: "qk-essay-length" }, counted, asked);
      const key = h("div", { class: "qk-compare", hidden: true });
      grow();

      function grow() {
        const words = count(text.value);
        sheet.dataset.text = `${text.value} `;
        counted.textContent = t("words", { n: words });
        const off = words && (words < least || (most && words > most));
        length.classList.toggle("qk-off-length", Boolean(off));
      }

      return {
        el: h("div", {}, sheet, length, key),
        get: () => (text.value.trim() ? text.value : null),
        set(value) {
          text.value = typeof value === "string" ? value : "";
          grow();
        },
        mark(state) {
          const wrong = state.outcome === "invalid";
          text.setAttribute("aria-invalid", String(wrong));
          if (wrong) text.dataset.mark = "invalid";
          else delete text.dataset.mark;
          key.hidden = !state.key;
          key.replaceChildren(...(state.key ? comparison(state.key) : []));
        },
        lock(locked) {
          text.readOnly = locked;
        },
        focus: () => text.focus(),
      };
    },
  };
}
