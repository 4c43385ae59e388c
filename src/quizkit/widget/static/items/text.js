/** A word or a short phrase, typed. The value is the text as typed. */
export default function text(ui) {
  return { build: (question, onChange) => ui.typed(question, onChange, false) };
}
