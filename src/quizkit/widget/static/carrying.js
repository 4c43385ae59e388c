/**
 * Answers taken along as a file of the browser's, and brought in from one.
 *
 * The kernel makes and reads what is in the file; no server is asked for it.
 *
 * @param {import("./dom.js").Toolkit} ui
 * @param {(does: "take"|"bring", value?: string) => void} send
 */
export default function buildCarrying(ui, send) {
  const { h, t } = ui;
  const LARGEST = 4_000_000; // bytes; the kernel refuses what is larger
  const file = h("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: read });
  const button = (name, icon, does) =>
    h("button", { type: "button", class: "qk-link", onclick: does }, ui.icon(icon), t(name));
  const buttons = [
    button("take_along", "out", () => send("take")),
    button("bring_in", "in", () => file.click()),
  ];
  const said = h("div", { class: "qk-carried", role: "status" });

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

  return {
    el: h("div", { class: "qk-carry", role: "group", "aria-label": t("carry") }, ...buttons, file),
    said,
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
      for (const one of buttons) one.disabled = true;
    },
  };
}
