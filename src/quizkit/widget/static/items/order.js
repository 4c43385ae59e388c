/**
 * Things to put in order: dragged, or moved by buttons. The value is the list of all tokens,
 * or null until something was moved: the order first shown is nobody's answer.
 */
export default function order(ui) {
  return {
    help: () => ui.t("order_help"),
    build(question, onChange) {
      let touched = false;
      let locked = false;
      const total = question.items.length;
      const rows = new Map(question.items.map((item) => [item.token, row(item)]));
      const list = ui.h("ol", { class: "qk-order" });
      const end = (text) => (text ? ui.h("div", { class: "qk-order-end" }, text) : null);
      const answer = ui.h("div", { class: "qk-key", hidden: true });
      const tokens = () => [...list.children].map((el) => el.dataset.token);

      function row({ token, html, text }) {
        const button = (way) =>
          ui.h("button", { type: "button", class: "qk-move", onclick: () => step(way) }, ui.icon(way));
        const buttons = { up: button("up"), down: button("down") };
        const grip = ui.h("span", { class: "qk-grip" }, ui.icon("grip"));
        const place = ui.h("span", { class: "qk-place", "aria-hidden": "true" });
        const words = ui.h("span", { class: "qk-order-text", html });
        const moves = ui.h("span", { class: "qk-moves" }, buttons.up, buttons.down);
        const line = ui.h("div", { class: "qk-order-row" }, grip, place, words, moves);
        const el = ui.h("li", { "data-token": token }, line);
        let held = 0; // where in the row the pointer took hold of it
        ui.draggable(el, {
          from: ".qk-grip",
          may: () => !locked,
          start(event) {
            held = event.clientY - el.getBoundingClientRect().top;
          },
          move(event) {
            el.style.transform = "";
            const top = event.clientY - held;
            let box = el.getBoundingClientRect();
            const [before, after] = [el.previousElementSibling, el.nextElementSibling];
            if (before && top < middle(before)) swap(before, el);
            else if (after && top + box.height > middle(after)) swap(el, after);
            box = el.getBoundingClientRect();
            el.style.transform = `translateY(${top - box.top}px)`;
          },
          end() {
            el.style.transform = "";
            if (!touched) return;
            say();
            onChange();
          },
        });

        function step(way) {
          const [before, after] = [el.previousElementSibling, el.nextElementSibling];
          if (locked || !(way === "up" ? before : after)) return;
          if (way === "up") swap(before, el);
          else swap(el, after);
          say();
          onChange();
        }

        function say() {
          ui.announce(ui.t("moved", { text, n: tokens().indexOf(token) + 1, total }));
        }

        function number(n) {
          place.textContent = n;
          for (const way of ["up", "down"]) {
            const label = ui.t(`move_${way}`, { text, n, total });
            buttons[way].setAttribute("aria-label", label);
            // Not `disabled`: the row that reaches an end would lose the focus.
            buttons[way].setAttribute("aria-disabled", String(n === (way === "up" ? 1 : total)));
          }
        }

        return { el, text, buttons, moves, grip, number };
      }

      const middle = (el) => {
        const box = el.getBoundingClientRect();
        return box.top + box.height / 2;
      };

      /** Swap two neighbours by moving the other one: the one in hand keeps focus and pointer. */
      function swap(first, second) {
        touched = true;
        const inHand = second.contains(document.activeElement) || second.matches(".qk-dragged");
        if (inHand) second.after(first);
        else first.before(second);
        renumber();
      }

      function renumber() {
        tokens().forEach((token, index) => rows.get(token).number(index + 1));
      }

      function place(order) {
        list.append(...order.map((token) => rows.get(token).el));
        renumber();
      }

      const first = question.items.map(({ token }) => token);
      place(first);
      return {
        el: ui.h("div", {}, end(question.first_text), list, end(question.last_text), answer),
        get: () => (touched ? tokens() : null),
        set(value) {
          touched = Array.isArray(value) && value.length === total && value.every((t) => rows.has(t));
          const wanted = touched ? value : first;
          if (wanted.join() !== tokens().join()) place(wanted);
        },
        mark(state) {
          for (const [token, { el }] of rows) {
            // Among others that are out of place, one in order need not be in its own.
            const part = ui.kindOf(state, token);
            const said = state.marks[token]?.html;
            const among = part === "right" && state.outcome !== "right";
            const kind = among || part === "guess" ? (said ? "note" : null) : part;
            const words = { right: "order_in", note: "order_in", wrong: "order_out" };
            ui.mark(el, kind, said, { word: kind in words ? ui.t(words[kind]) : undefined });
          }
          const wanted = state.key && state.outcome !== "right" ? state.key.order : [];
          const entries = wanted.map((token) => ui.h("li", {}, rows.get(token).text));
          answer.hidden = !wanted.length;
          answer.replaceChildren(
            ui.icon("key"),
            ui.h("div", {}, ui.t(question.guess ? "happened_order" : "key_order"), ui.h("ol", {}, ...entries)),
          );
        },
        lock(value) {
          locked = value;
          for (const { moves, grip, el } of rows.values()) {
            moves.hidden = grip.hidden = value;
            el.classList.toggle("qk-locked", value);
          }
        },
        focus: () => rows.get(tokens()[0]).buttons.down.focus(),
      };
    },
  };
}
