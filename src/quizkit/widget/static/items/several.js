/** All the right options: boxes to tick. The value is a list of tokens. */
export default function several(ui) {
  return {
    help: () => ui.t("several_help"),
    build(question, onChange) {
      const list = ui.options(question, "checkbox", onChange);
      return {
        ...list,
        get: () => (list.get().length ? list.get() : null),
        set: (value) => list.set(value ?? []),
      };
    },
  };
}
