/** One right option: radio buttons. The value is a token. */
export default function choice(ui) {
  return {
    build(question, onChange) {
      const list = ui.options(question, "radio", onChange);
      return {
        ...list,
        get: () => list.get()[0] ?? null,
        set: (value) => list.set([value]),
      };
    },
  };
}
