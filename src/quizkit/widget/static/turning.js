const FEWEST = 4; // fewer are seen at a glance, and want no switch

/**
 * One question at a time, or all, as the reader likes: the switch, the way from one question to the
 * next, and a way to each. On paper all are there.
 *
 * @param {import("./dom.js").Toolkit} ui
 * @param {{id: string, el: Element, heading?: Element}[]} questions
 * @param {boolean} single  one at a time always, without a choice
 */
export default function buildTurning(ui, questions, single = false) {
  const { h, t } = ui;
  const total = questions.length;
  let one = single ? total > 1 : total >= FEWEST && ui.recall("one") === "yes";
  let at = 0;
  let given = new Set();

  const button = (name, does, more = {}) =>
    h("button", { type: "button", class: "qk-button", onclick: does, ...more }, t(name));
  const choices = [false, true].map((single) =>
    button(single ? "show_one" : "show_all", () => choose(single)),
  );
  const pace = h("div", { class: "qk-pace", role: "group", "aria-label": t("shown") }, ...choices);
  const steps = questions.map((_, index) =>
    h("button", { type: "button", class: "qk-step", onclick: () => go(index) }, String(index + 1)),
  );
  const way = h("nav", { class: "qk-steps", "aria-label": t("go_to"), onkeydown: walk }, ...steps);
  const previous = button("previous", () => go(at - 1));
  const next = button("next", () => go(at + 1));
  const place = h("span", { class: "qk-turn-place" });
  const turns = h("div", { class: "qk-turns" }, previous, place, next);
  questions.forEach(({ el }, index) => el.addEventListener("focusin", () => (at = one ? at : index)));

  function choose(single) {
    one = single;
    ui.remember("one", one ? "yes" : "no");
    draw();
  }

  /** Turn to a question, and put the focus where it is asked. */
  function go(index) {
    turn(index);
    questions[index].el.scrollIntoView({ block: "nearest" });
    questions[index].heading?.focus();
  }

  function turn(index) {
    at = index;
    draw();
  }

  /** Go along the numbers with the arrows: Tab takes them for one. */
  function walk({ key, target }) {
    const from = steps.indexOf(target);
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: total - 1 }[key];
    steps[to]?.focus();
  }

  function draw() {
    choices.forEach((choice, single) => choice.setAttribute("aria-pressed", Boolean(single) === one));
    way.hidden = turns.hidden = !one;
    questions.forEach(({ el }, index) => el.classList.toggle("qk-away", one && index !== at));
    steps.forEach((step, index) => {
      const done = given.has(questions[index].id);
      step.setAttribute("aria-label", t(done ? "question_answered" : "question", { n: index + 1 }));
      step.classList.toggle("qk-given", done);
      step.tabIndex = index === at ? 0 : -1;
      if (index === at) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    });
    place.textContent = t("place", { n: at + 1, total });
    previous.disabled = at === 0;
    next.disabled = at === total - 1;
    next.classList.toggle("qk-primary", given.has(questions[at]?.id));
  }

  return {
    pace: total >= FEWEST && !single ? pace : null,
    way,
    turns,
    /** Turn to a question of which something is to be seen. */
    show: (question) => turn(questions.indexOf(question)),
    /** Begin with the first question that is open. */
    begin: () => turn(Math.max(0, questions.findIndex(({ id }) => !given.has(id)))),
    /** Take note of which questions are answered. */
    note(ids) {
      given = new Set(ids);
      draw();
    },
  };
}
