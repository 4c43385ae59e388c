/** Arithmetic of points: what a click and a key make of them, and what they come to. */

/** Give what was ticked of a point after its box `k` (from 1) is clicked: full, half, empty. */
export function clicked(value, worth, k) {
  const full = Math.min(k, worth);
  if (value > full) return full;
  if (value === full) return full - (k - 1) > 0.5 ? k - 0.5 : k - 1;
  return value > k - 1 ? k - 1 : full;
}

/** Give what was ticked of a point after its digit: one more, or half of one; then none. */
export function pressed(value, worth, half) {
  const more = half ? value + 0.5 : Math.floor(value) + 1;
  return value >= worth ? 0 : Math.min(more, worth);
}

/** Give the score that ticks come to. */
export function total(ticks, question) {
  const sum = question.scheme.reduce((all, { name }) => all + (ticks[name] ?? 0), 0);
  return Math.max(0, Math.min(question.points, sum));
}
