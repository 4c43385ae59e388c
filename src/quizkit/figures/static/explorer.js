/**
 * Filters for a table: rows that don't fit every choice are hidden, and the number left is said.
 *
 * data: {filters: [{key, label, options: [[code, word]]}], words}; a row has its codes in data-key.
 */

export default function build(find, { filters, words }, place, { element, button }) {
  const said = element("p", { class: "quizkit-said", role: "status", "aria-live": "polite" });
  const reset = button("quizkit-reset", words.reset);
  const choices = filters.map(({ key, label, options }) => {
    const all = element("option", { value: "" }, words.all);
    const others = options.map(([code, word]) => element("option", { value: code }, word));
    const select = element("select", {}, all, ...others);
    return { key, select, label: element("label", {}, element("span", {}, label), select) };
  });

  function fits(row) {
    return choices.every(
      ({ key, select }) => !select.value || row.dataset[key].split(" ").includes(select.value),
    );
  }

  function show() {
    const rows = [...(find()?.querySelectorAll("tbody tr") ?? [])];
    for (const row of rows) row.hidden = !fits(row);
    const left = rows.filter((row) => !row.hidden);
    const demands = new Set(left.map((row) => row.dataset.demand));
    said.textContent = (left.length ? words.said : words.none)
      .replace("{n}", left.length)
      .replace("{total}", rows.length)
      .replace("{demands}", demands.size);
  }

  reset.addEventListener("click", () => {
    for (const { select } of choices) select.value = "";
    show();
  });
  for (const { select } of choices) select.addEventListener("change", show);
  const row = element("div", { class: "quizkit-choices" }, ...choices.map(({ label }) => label), reset);
  place.append(row, said);
  show();
}
