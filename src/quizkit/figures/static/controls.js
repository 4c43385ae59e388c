/**
 * The controls of a live figure. The figure is an output of the same cell, marked with
 * `mark`; what to build stands in the traits `script` (an ES module) and `data` (JSON).
 */

const WAIT = 100; // milliseconds between looks for the figure, which may come after its controls
const PATIENCE = 100; // how many looks

async function load(source) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return (await import(url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Find the figure anew at every change: a notebook may draw an output a second time. */
function finder(mark) {
  return () => document.querySelector(`[data-live="${CSS.escape(mark)}"]`);
}

async function found(find) {
  for (let look = 0; look < PATIENCE && !find(); look += 1)
    await new Promise((done) => setTimeout(done, WAIT));
  return find();
}

async function render({ model, el }) {
  const place = document.createElement("div");
  place.className = "quizkit-controls";
  el.append(place);
  const find = finder(model.get("mark"));
  const build = await load(model.get("script"));
  await found(find);
  const stop = build(find, JSON.parse(model.get("data")), place);
  // Else JupyterLab takes their keys: an arrow, or a letter in a list, moves or changes cells.
  for (const control of place.querySelectorAll("input, select, button"))
    control.dataset.lmSuppressShortcuts = "true";
  return () => {
    stop?.();
    place.remove();
  };
}

export default { render };
