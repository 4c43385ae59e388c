/** True or false: two radio buttons side by side. The value is true or false. */
export default function truefalse(ui) {
  return {
    build(question, onChange) {
      const list = ui.options(question, "radio", onChange);
      return {
        ...list,
        get: () => (list.get().length ? list.get()[0] === "true" : null),
        set: (value) => list.set([String(value)]),
      };
    },
  };
}
