/**
 * Things to put into groups: dragged, or sent there by the menu on each.
 * The value is {item token: group token}.
 */
export default function groups(ui) {
  return {
    help: () => ui.t("groups_help"),
    build(question, onChange) {
      let locked = false;
      const nameOf = new Map(question.groups.map(({ token, text }) => [token, text]));
      const boxes = new Map([["", box("", ui.t("tray"), null)]]);
      for (const { token, text, html } of question.groups) boxes.set(token, box(token, text, html));
      const chips = new Map(question.items.map((item) => [item.token, chip(item)]));

      function box(token, text, html) {
        const label = ui.h("div", { class: "qk-group-name", id: ui.id(), html: html ?? null });
        if (html === null) label.textContent = text;
        const list = ui.h("ul", { role: "list" });
        const el = ui.h(
          "div",
          {
            class: token ? "qk-group" : "qk-tray",
            role: "group",
            "aria-labelledby": label.id,
            "data-group": token,
          },
          label,
          list,
        );
        return { el, list };
      }

      function chip({ token, html, text }) {
        const menu = ui.menu({
          label: ui.t("place_in", { text }),
          choices: question.groups,
          empty: ui.t("tray"),
          className: "qk-chip-menu",
          onChange: () => move(menu.get()),
        });
        const opener = ui.h("span", { class: "qk-chip-open" }, menu.el, ui.icon("open"));
        const words = ui.h("span", { class: "qk-chip-text", html });
        const el = ui.h("li", { class: "qk-chip" }, ui.h("div", {}, words, opener));
        let at = null;
        ui.draggable(el, {
          may: () => !locked,
          start(event) {
            at = event;
            for (const { el: place } of boxes.values()) place.classList.add("qk-open");
          },
          move(event) {
            el.style.transform = `translate(${event.clientX - at.clientX}px, ${event.clientY - at.clientY}px)`;
            const over = under(event);
            for (const { el: place } of boxes.values())
              place.classList.toggle("qk-over", place === over);
          },
          end(event, dropped) {
            el.style.transform = "";
            const over = under(event);
            for (const { el: place } of boxes.values()) place.classList.remove("qk-open", "qk-over");
            if (dropped && over) move(over.dataset.group || null);
          },
        });

        function move(group) {
          if (group === here()) return;
          const focused = el.contains(document.activeElement);
          put(group);
          if (focused) menu.input.focus();
          ui.announce(ui.t("placed", { text, group: nameOf.get(group) ?? ui.t("tray") }));
          onChange();
        }

        const here = () => el.closest("[data-group]")?.dataset.group || null;

        function put(group) {
          menu.set(group);
          boxes.get(group ?? "").list.append(el);
          boxes.get("").el.classList.toggle("qk-empty", !boxes.get("").list.children.length);
        }

        return { token, el, menu, put, here, opener };
      }

      /** Give the box under the pointer, which holds a chip that hides it. */
      const under = (event) =>
        document
          .elementsFromPoint(event.clientX, event.clientY)
          .map((el) => el.closest("[data-group]:not(.qk-dragged *)"))
          .find((el) => el && [...boxes.values()].some((place) => place.el === el)) ?? null;

      for (const { put } of chips.values()) put(null);
      const [tray, ...rest] = [...boxes.values()].map(({ el }) => el);
      return {
        el: ui.h("div", {}, tray, ui.h("div", { class: "qk-groups" }, ...rest)),
        get() {
          const placed = [...chips].filter(([, { here }]) => here());
          return placed.length
            ? Object.fromEntries(placed.map(([token, { here }]) => [token, here()]))
            : null;
        },
        set(value) {
          for (const [token, { put, here }] of chips) {
            const group = boxes.has(value?.[token]) ? value[token] : null;
            if (group !== here()) put(group);
          }
        },
        mark(state) {
          ui.markPlaced(chips.values(), state, state.key?.groups ?? {}, nameOf, question.guess);
        },
        lock(value) {
          locked = value;
          for (const { menu, opener, el } of chips.values()) {
            menu.lock(value);
            opener.hidden = value;
            el.classList.toggle("qk-locked", value);
          }
        },
        focus: () => [...chips.values()][0].menu.input.focus(),
      };
    },
  };
}
