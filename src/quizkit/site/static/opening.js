/**
 * What a notebook's page shows and does before JupyterLite is there: the lesson as it stands, Python
 * on its way in a worker that JupyterLite finds begun, and a line that says how far that is.
 */
(() => {
  const SITE = {}; // filled in where a site is made: see opening.py
  const PATIENCE = 3000; // milliseconds that a notebook may take to be laid out
  const LOOK = 50; // milliseconds from one look to the next
  const here = document.currentScript.src;
  const path = new URLSearchParams(location.search).get("path") ?? "";
  const still = document.createElement("div");
  const line = document.createElement("div");
  let words = SITE.words.en;
  let isLesson = true;
  let keeps = true; // what Python writes

  // the lesson as it stands

  async function show() {
    const answer = await fetch(new URL(`../still/${path}.html`, here));
    if (!answer.ok || still.isConnected) return;
    still.id = "quizkit-still";
    still.innerHTML = await answer.text();
    const page = still.firstElementChild;
    words = SITE.words[page.lang] ?? words;
    document.body.dataset.jpThemeLight ??= remembered() ?? "true";
    document.title = still.querySelector("h1")?.textContent ?? document.title;
    document.body.append(still);
    if (!line.textContent) say("fetching", 0);
    still.querySelector(".jp-WindowedPanel-outer").focus();
  }

  function remembered(theme) {
    try {
      if (theme) localStorage.setItem("quizkit-site:light", theme);
      return localStorage.getItem("quizkit-site:light");
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  /** Put the notebook, which is drawn, in the place of what stands for it; what is read stays put. */
  async function handOver(node) {
    remembered(document.body.dataset.jpThemeLight);
    if (!still.isConnected) return;
    await settled(node.querySelector(".jp-WindowedPanel-outer"));
    const [old, now] = [still, node].map((each) => [...each.querySelectorAll(".jp-WindowedPanel-outer .jp-Cell")]);
    const [from, to] = [still, node].map((each) => each.querySelector(".jp-WindowedPanel-outer"));
    const top = (cell) => cell.getBoundingClientRect().top;
    const opened = [...still.querySelectorAll("details")].map((each) => each.open);
    node.querySelectorAll(".jp-RenderedMarkdown details").forEach((each, number) => (each.open ||= opened[number]));
    const first = old.findIndex((cell) => cell.getBoundingClientRect().bottom > top(from));
    if (from.scrollTop && now[first]) to.scrollTop += top(now[first]) - top(old[first]);
    still.remove();
  }

  /** Wait until JupyterLite has done with laying out a notebook. */
  async function settled(outer) {
    const end = Date.now() + PATIENCE;
    for (let same = 0, before = ""; same < 5 && Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      const { top, width } = outer.getBoundingClientRect();
      const now = [top, width, outer.scrollHeight].join();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  document.addEventListener("quizkit-notebook", ({ detail }) => {
    if (detail.stage === "drawn") {
      isLesson = detail.lesson;
      handOver(detail.node);
    }
    if (detail.stage === "running") say("running", 0.8 + (0.2 * detail.done) / detail.total);
    if (detail.stage === "alive") rest();
  });

  // how far Python is

  line.id = "quizkit-progress";
  line.setAttribute("role", "status");
  line.append(document.createElement("b"), document.createElement("span"));
  const [told, counted] = line.children;
  told.style.fontWeight = "inherit";
  counted.setAttribute("aria-hidden", "true");

  function say(name, far, count = "") {
    line.hidden = false;
    line.style.setProperty("--far", far);
    counted.textContent = count;
    if (told.textContent !== words[name]) told.textContent = words[name]; // once, to who listens
  }

  function hear({ data: { quizkit } = {} }) {
    if (!quizkit) return;
    const { step, done, total } = quizkit;
    const mega = (bytes) => Math.round(bytes / 1e6);
    if (step === "fetching") say(step, total ? (0.5 * done) / total : 0.2, total ? ` ${mega(done)}/${mega(total)} MB` : "");
    if (step === "starting") say(step, 0.6);
    if (step === "started") isLesson ? say("starting", 0.8) : rest();
    if (step === "failed") fail(quizkit.error);
  }

  /** Nothing more is on its way. */
  function rest() {
    if (keeps) line.hidden = true;
    else say("unkept", 1);
  }

  function fail(error) {
    console.error(error);
    say("failed", 0);
  }

  // Python, begun before JupyterLite asks for it

  const Own = window.Worker;
  const begin = (address) => {
    const worker = new Own(address, { type: "module" });
    worker.addEventListener("message", hear);
    worker.addEventListener("error", (event) => fail(event.message));
    return worker;
  };
  let begun = begin(new URL("../static/python/worker.mjs", here));
  window.Worker = class extends Own {
    constructor(address, options) {
      const isKernel = String(address).includes(SITE.kernel);
      if (isKernel) {
        const worker = begun ?? begin(address);
        begun = null;
        return worker;
      }
      super(address, options);
    }
  };

  // the reader's files

  /**
   * Put JupyterLite's service worker in place before JupyterLite asks for it. What Python reads and
   * writes goes through it, and Python that starts without it has neither the tables nor a place
   * for answers. JupyterLite would first take away one that it has no note of: that takes seconds.
   */
  async function reach() {
    const address = new URL("../service-worker.js?enableCache=false", here).href;
    localStorage.setItem(`${address}-version`, SITE.version);
    await navigator.serviceWorker.register(address);
  }

  reach().catch((error) => {
    console.warn(error); // a private window, or a page that came over plain http
    keeps = false;
  });
  document.addEventListener("DOMContentLoaded", () => document.body.append(line));
  show().catch(fail);
})();
