/**
 * Answers taken along as a file of the browser's, brought in from one, and handed in as one.
 *
 * The kernel makes and reads what is in the file; no server is asked for it.
 *
 * @param {import("./dom.js").Toolkit} ui
 * @param {("take"|"bring"|"hand_in")[]} may  what is offered
 * @param {number} total  how many questions the quiz has: a short one keeps the offers folded
 * @param {(does: string, value?: string) => void} send
 */
export default function buildCarrying(ui, may, total, send) {
  const { h, t } = ui;
  const FEWEST = 4; // questions, from which the offers stand open above the quiz
  const LARGEST = 4_000_000; // bytes; the kernel refuses what is larger
  const file = h("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: read });
  const button = (name, icon, does) =>
    h("button", { type: "button", class: "qk-link", onclick: does }, ui.icon(icon), t(name));
  const offers = {
    take: () => button("take_along", "out", () => send("take")),
    bring: () => button("bring_in", "in", () => file.click()),
    hand_in: () => button("hand_in", "send", handIn),
  };
  const buttons = may.map((does) => offers[does]());
  const said = h("div", { class: "qk-carried", role: "status" });
  const name = h("input", { type: "text", class: "qk-input", maxlength: 64, autocomplete: "off" });
  const make = h("button", { type: "submit", class: "qk-button" }, t("make_file"));
  const label = h("label", {}, h("span", {}, t("who")), name);
  const who = h("form", { class: "qk-who", hidden: true, onsubmit: submitted }, label, make);

  /** Make the file for who has given a name before; ask it of whoever has not. */
  function handIn() {
    name.value ||= ui.recall("who") ?? "";
    who.hidden = false;
    if (name.value) give();
    else name.focus();
  }

  function submitted(event) {
    event.preventDefault();
    give();
  }

  function give() {
    ui.remember("who", name.value);
    send("hand_in", name.value);
  }

  async function read() {
    const [chosen] = file.files;
    file.value = ""; // the same file may be chosen once more
    if (!chosen) return;
    said.textContent = t("bringing");
    send("bring", await content(chosen));
  }

  /** Give the text of a file; one that is none, or cannot be read, is empty, and refused as such. */
  async function content(chosen) {
    try {
      const bytes = await chosen.slice(0, LARGEST + 1).arrayBuffer();
      return new TextDecoder("utf-8", { fatal: bytes.byteLength <= LARGEST }).decode(bytes);
    } catch (error) {
      console.warn(error);
      return "";
    }
  }

  function download({ name, text }) {
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    h("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000); // some browsers ask first where to put it
  }

  /** Put the offers above the quiz: folded where they would be more than what is asked. */
  function offered() {
    const group = h("div", { class: "qk-carry", role: "group", "aria-label": t("carry") }, ...buttons, file);
    if (total >= FEWEST || buttons.length === 1) return group;
    return h("details", { class: "qk-carry-fold" }, h("summary", {}, t("carry_short")), group);
  }

  return {
    el: offered(),
    said: h("div", {}, who, said),
    /** Do and say what the kernel has answered. */
    receive(reply) {
      if (reply.text) download(reply);
      said.textContent = reply.said;
    },
    /** The kernel could not; it says so itself. */
    fail: () => (said.textContent = ""),
    /** There is no kernel any more. */
    lock() {
      said.textContent = "";
      for (const one of [...buttons, make]) one.disabled = true;
    },
  };
}
