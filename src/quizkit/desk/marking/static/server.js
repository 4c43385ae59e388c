/** What the page asks of the server, and marks on their way to the gradebook. */

const secret = document.querySelector('meta[name="quizkit-page"]').content;
const AGAIN = [1000, 3000, 10000, 30000]; // milliseconds until a mark is sent once more
const KEPT = "quizkit:mark:";

/** What the server has refused, in its own words; `status` 0 where it does not answer. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Ask the server something. */
export async function ask(name, asked = {}, { keepalive = false } = {}) {
  let answer;
  try {
    answer = await fetch(`api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Quizkit-Page": secret },
      body: JSON.stringify(asked),
      keepalive,
    });
  } catch {
    throw new Refused(0, "");
  }
  if (answer.ok) return answer.json();
  const text = await answer.text();
  let said = text;
  try {
    said = JSON.parse(text).error;
  } catch {
    // it is a sentence
  }
  throw new Refused(answer.status, said);
}

/** Give the mark of an answer that was not sent before the page was closed. */
export function unsent(key) {
  try {
    return JSON.parse(localStorage.getItem(KEPT + key));
  } catch {
    return null;
  }
}

/** Keep a mark in the browser until the gradebook has it. */
function keep(key, given) {
  try {
    if (given) localStorage.setItem(KEPT + key, JSON.stringify(given));
    else localStorage.removeItem(KEPT + key);
  } catch (error) {
    console.warn(error);
  }
}

/**
 * The marks of one page: each is sent as soon as it is given, one at a time an answer, and sent
 * again until the server has it.
 */
export class Marks {
  /** @param {(answer: object, state: string, error?: Refused) => void} tell  how an answer fares */
  constructor(tell) {
    this.tell = tell;
    this.open = new Set();
  }

  /** Tell whether a mark is still on its way. */
  get waiting() {
    return this.open.size > 0;
  }

  /** Send what is given for an answer now, or in a moment, once somebody has stopped typing. */
  give(answer, { soon = 0 } = {}) {
    this.open.add(answer);
    answer.changed = true;
    keep(answer.key, { mark: answer.mark, ticks: answer.ticks, seen: answer.seen });
    this.tell(answer, "saving");
    clearTimeout(answer.timer);
    if (soon) answer.timer = setTimeout(() => this.send(answer), soon);
    else this.send(answer);
  }

  /** Send all that still waits, at once. */
  flush(more) {
    for (const answer of this.open) {
      clearTimeout(answer.timer);
      this.send(answer, more);
    }
  }

  /** Leave what somebody has yet to decide: the browser keeps it until that question is open. */
  leave() {
    for (const answer of this.open) if (answer.theirs) this.open.delete(answer);
  }

  async send(answer, more) {
    if (answer.sending || !answer.changed || answer.theirs) return;
    answer.sending = true;
    answer.changed = false;
    const { question, key, seen } = answer;
    const mark = { ...answer.mark, ticks: answer.ticks };
    try {
      const told = await ask("mark", { question, key, seen, mark }, more);
      answer.sending = false;
      answer.tries = 0;
      this.arrived(answer, told);
    } catch (error) {
      answer.sending = false;
      answer.changed = true;
      if (!(error instanceof Refused)) throw error;
      this.tell(answer, "unsaved", error);
      const wait = AGAIN[Math.min(answer.tries ?? 0, AGAIN.length - 1)];
      answer.tries = (answer.tries ?? 0) + 1;
      if (![400, 403].includes(error.status))
        answer.timer = setTimeout(() => this.send(answer), wait);
    }
  }

  arrived(answer, told) {
    if (told.theirs) {
      answer.theirs = told.theirs;
      answer.changed = true;
      this.tell(answer, "conflict");
      return;
    }
    answer.seen = told.mark;
    if (told.trouble) this.tell(answer, "trouble", new Refused(500, told.trouble));
    if (answer.changed) {
      this.send(answer);
      return;
    }
    answer.mark.waits = told.mark.waits;
    this.open.delete(answer);
    keep(answer.key, null);
    this.tell(answer, "saved");
  }

  /** Settle an answer that somebody else has marked meanwhile: theirs stays, or mine goes over it. */
  settle(answer, { mine }) {
    const { mark, ticks } = answer.theirs;
    answer.theirs = null;
    answer.seen = mark;
    if (mine) {
      this.give(answer);
      return;
    }
    answer.mark = { ...mark };
    answer.ticks = { ...ticks };
    answer.changed = false;
    this.open.delete(answer);
    keep(answer.key, null);
    this.tell(answer, "saved");
  }
}
