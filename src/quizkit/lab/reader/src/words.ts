import words from './words.json';

/** What the page says, by name; the build takes it from `languages/words`. */
export type Words = (typeof words)['en'];

/** Return what the page says in a language, and English where it is not known. */
export function wordsIn(language: string): Words {
  return (words as Record<string, Words>)[language] ?? words.en;
}
