/**
 * A place on a picture: clicked, moved to by arrows, or chosen by its name.
 * The value is {x, y}, shares of the picture's width and height.
 */
export default function hotspot(ui) {
  const { h, t } = ui;
  const COARSE = 0.02; // of the width or height, a press of an arrow
  const FINE = 0.0025;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const CROSS =
    '<svg viewBox="-12 -12 24 24" focusable="false"><path d="M-10 0H-3M3 0H10M0-10V-3M0 3V10"/><circle r="6.5"/></svg>';
  const share = (value) => Math.round(1e4 * Math.min(1, Math.max(0, value))) / 1e4;

  return {
    help: () => t("hotspot_help"),
    whole: true, // a mark is about the place as it was
    build(question, onChange) {
      const shown = h("div", { html: question.picture_html });
      const image = shown.querySelector("img");
      const alt = image?.alt ?? "";
      const cross = h("div", { class: "qk-cross", "aria-hidden": "true", hidden: true });
      cross.innerHTML = CROSS;
      const zones = h("div", { class: "qk-zones", "aria-hidden": "true" });
      const map = h(
        "div",
        { class: "qk-map", tabindex: "0", role: "application", onclick: click, onkeydown: press },
        shown,
        zones,
        cross,
      );
      const list = question.places.length ? names() : null;
      const key = h("div", { class: "qk-key", hidden: true });
      const marked = h("div", { class: "qk-place" }, map);
      const el = h("div", {}, marked, list && h("label", { class: "qk-named" }, h("span", {}, t("hotspot_name")), list.el), key);
      let value = null; // as it is set
      let at = null; // where the cross stands
      let locked = false;
      draw();

      function names() {
        const choices = question.places.map(({ name_text: text }, n) => ({ token: String(n), text }));
        const label = t("hotspot_name");
        return ui.menu({
          label,
          choices,
          onChange() {
            const { x, y } = question.places[list.get()] ?? {};
            put(list.get() === null ? null : { x, y });
          },
        });
      }

      const told = ({ x, y }) =>
        question.at_text.replace("{x}", Math.round(100 * x)).replace("{y}", Math.round(100 * y));

      function draw() {
        cross.hidden = !at;
        if (at) Object.assign(cross.style, { left: `${100 * at.x}%`, top: `${100 * at.y}%` });
        cross.classList.toggle("qk-loose", Boolean(at) && !ui.same(at, value));
        map.setAttribute("aria-label", t("hotspot_label", { alt, at: value ? told(value) : t("hotspot_none") }));
        const place = value && question.places.findIndex(({ x, y }) => x === value.x && y === value.y);
        list?.set(value && place >= 0 ? String(place) : null);
      }

      function put(place) {
        value = at = place;
        draw();
        onChange();
      }

      function click(event) {
        const box = image?.getBoundingClientRect();
        if (locked || !box?.width || !box.height) return;
        map.focus({ preventScroll: true });
        put({
          x: share((event.clientX - box.left) / box.width),
          y: share((event.clientY - box.top) / box.height),
        });
      }

      function press(event) {
        if (locked || event.ctrlKey || event.metaKey || event.altKey) return;
        const [right, down] = ARROWS[event.key] ?? [];
        if (right !== undefined) {
          const step = event.shiftKey ? FINE : COARSE;
          const from = at ?? { x: 0.5, y: 0.5 };
          at = { x: share(from.x + right * step), y: share(from.y + down * step) };
          ui.announce(told(at));
          draw();
        } else if ((event.key === "Enter" || event.key === " ") && at) {
          put(at);
          ui.announce(t("hotspot_set", { at: told(at) }));
        } else if (event.key === "Escape" && !ui.same(at, value)) {
          at = value;
          draw();
        } else return;
        event.preventDefault();
      }

      return {
        el,
        get: () => value,
        set(place) {
          const isPlace = typeof place?.x === "number" && typeof place?.y === "number";
          value = at = isPlace ? { x: place.x, y: place.y } : null;
          draw();
        },
        mark(state) {
          const kind = value ? ui.kindOf(state, "x") : null;
          const said = (value && state.marks.x?.html) || "";
          if (kind) cross.dataset.mark = kind;
          else delete cross.dataset.mark;
          ui.mark(marked, said ? kind : null, said, { control: map });
          key.hidden = !state.key || kind === "right"; // the zone alone tells it then
          zones.innerHTML = state.key?.zones_svg ?? "";
          if (key.hidden) return key.replaceChildren();
          const words = [h("span", { html: ui.told(state.key.right_text, question.guess) }), " "];
          if (state.key.also.length) words.push(t("key_also", { text: state.key.also.join("; ") }), " ");
          words.push(t("hotspot_right"));
          return key.replaceChildren(ui.icon("key"), h("div", {}, ...words));
        },
        lock(is) {
          locked = is;
          map.classList.toggle("qk-locked", is);
          list?.lock(is);
        },
        focus: () => map.focus(),
      };
    },
  };
}
