/**
 * What a quiz's script asks of the notebook around it, over the preview's server: it reads traits,
 * listens to their changes and sends what the author does.
 */
export function modelOf(traits, act) {
  const held = { ...traits };
  const listeners = new Map();
  let sending = Promise.resolve();

  const tell = (event, ...said) => [...(listeners.get(event) ?? [])].forEach((hear) => hear(...said));

  /** Take over what the server says, and tell who listens to what has changed. */
  function take(states) {
    const changed = Object.keys(states).filter(
      (name) => JSON.stringify(states[name]) !== JSON.stringify(held[name]),
    );
    Object.assign(held, states);
    for (const name of changed) tell(`change:${name}`);
  }

  return {
    get: (name) => held[name],
    on: (event, hear) => listeners.set(event, [...(listeners.get(event) ?? []), hear]),
    off: (event, hear) =>
      listeners.set(event, (listeners.get(event) ?? []).filter((each) => each !== hear)),
    send(content) {
      sending = sending.then(async () => {
        try {
          const { states } = await act(content);
          if (states) take(states);
        } catch {
          tell("comm_live_update"); // the quiz says itself that nobody answers any more
        }
      });
    },
  };
}
