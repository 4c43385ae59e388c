/** Return what the browser keeps under a name, or nothing where it keeps nothing. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`quizkit-reader:${name}`);
  } catch {
    return null;
  }
}

/** Have the browser keep a word under a name, where it keeps anything. */
export function remember(name: string, word: string): void {
  try {
    localStorage.setItem(`quizkit-reader:${name}`, word);
  } catch {
    // Then it is asked, or told, once more.
  }
}
