/** A number, typed. The value is the text as typed; the kernel reads it. */
export default function number(ui) {
  return { build: (question, onChange) => ui.typed(question, onChange, true) };
}
