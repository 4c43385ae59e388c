/**
 * Keep keys from the notebook around us, for which "a", "x", Enter or an arrow are commands.
 * Saving and the command palette stay within reach: those keys are passed on to the notebook.
 */
export default function keepKeys(event) {
  const key = event.key.toLowerCase();
  const passes = (event.ctrlKey || event.metaKey) && (key === "s" || (event.shiftKey && key === "c"));
  event.stopPropagation();
  if (!passes) return;
  const copy = new KeyboardEvent("keydown", event);
  if (!event.currentTarget.parentElement.dispatchEvent(copy)) event.preventDefault();
}
