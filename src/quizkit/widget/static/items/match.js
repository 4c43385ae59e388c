/** Pairs: a menu beside each thing on the left. The value is {left token: right token}. */
export default function match(ui) {
  return {
    build(question, onChange) {
      const textOf = new Map(question.right.map(({ token, text }) => [token, text]));
      const rows = question.left.map(({ token, html, text }) => {
        const label = ui.t("match_for", { text });
        const menu = ui.menu({ label, choices: question.right, onChange });
        const pair = ui.h("div", { class: "qk-pair" }, ui.h("div", { html }), menu.el);
        return { token, menu, el: ui.h("div", { class: "qk-match-row" }, pair) };
      });
      return {
        el: ui.h("div", { class: "qk-match" }, ...rows.map((row) => row.el), ui.offered(question.right)),
        get() {
          const chosen = rows.filter(({ menu }) => menu.get());
          return chosen.length
            ? Object.fromEntries(chosen.map(({ token, menu }) => [token, menu.get()]))
            : null;
        },
        set(value) {
          for (const { token, menu } of rows) menu.set(value?.[token]);
        },
        mark(state) {
          ui.markPlaced(rows, state, state.key?.pairs ?? {}, textOf, question.guess);
        },
        lock(locked) {
          for (const { menu } of rows) menu.lock(locked);
        },
        focus: () => rows[0].menu.input.focus(),
      };
    },
  };
}
