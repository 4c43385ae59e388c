/**
 * Who one is, where each student gets other questions: asked above the quiz, and told there.
 *
 * The kernel draws; a student's name is kept by it with the answers, and by the browser for the next
 * quiz. A teacher who looks at a quiz sees with it what one student gets.
 *
 * @param {import("./dom.js").Toolkit} ui
 * @param {{student: string, fixed: boolean}} drawn  whose questions these are, if that is known
 * @param {(student: string) => void} draw
 */
export default function buildDrawn(ui, { student, fixed }, draw) {
  const { h, t } = ui;
  const name = h("input", { type: "text", class: "qk-input", maxlength: 64, autocomplete: "off", required: true });
  name.value = student || (ui.recall("who") ?? "");
  const show = h("button", { type: "submit", class: "qk-button qk-primary" }, t("drawn_show"));
  const label = h("label", {}, h("span", {}, t("drawn_who")), name);
  const form = h("form", { class: "qk-who", hidden: Boolean(student), onsubmit: submitted }, label, show);
  const told = h("span", { tabindex: "-1" });
  told.append(...around(t(student ? "drawn_for" : "drawn_ask")));
  const other = h("button", { type: "button", class: "qk-link", onclick: open }, t("drawn_other"));
  const may = student && !fixed;

  /** Give a sentence, the name in it kept from running into words of another direction. */
  function around(sentence) {
    const [before, after] = sentence.split("{who}");
    return after === undefined ? [before] : [before, h("bdi", {}, h("b", {}, student)), after];
  }

  function open() {
    form.hidden = !form.hidden;
    other.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) name.select();
  }

  function submitted(event) {
    event.preventDefault();
    if (!name.value.trim()) return name.focus();
    ui.remember("who", name.value.trim());
    draw(name.value);
  }

  return {
    el: h("div", { class: "qk-drawn" }, h("p", {}, told, " ", may ? other : null), fixed ? null : form),
    focus: () => (student ? told : name).focus(),
    /** There is no kernel any more. */
    lock() {
      for (const one of [show, other]) one.disabled = true;
    },
  };
}
