import { en } from './en/index.ts';
import { type Language, languages } from './languages.ts';
import type { Words } from './words.ts';

export type { Language } from './languages.ts';
export type { Words } from './words.ts';

const fetched: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
  ar: async () => (await import('./ar/index.ts')).ar,
};

/** The words of the language that is read now. A live binding: read it while rendering, never keep it. */
export let words: Words = en;
/** BCP 47, for `Intl`. */
export let language: Language = 'en';

const changed = new EventTarget();

/** Calls `listener` after each change of language. Returns how to stop. */
export function onLanguage(listener: () => void): () => void {
  changed.addEventListener('language', listener);
  return () => changed.removeEventListener('language', listener);
}

/** Fetches a language and reads in it from then on. Where it cannot be fetched, everything stays as it is. */
export async function readIn(wanted: Language): Promise<void> {
  speak(wanted, await wordsOf(wanted));
  document.documentElement.lang = wanted;
  document.documentElement.dir = languages[wanted].direction;
  changed.dispatchEvent(new Event('language'));
}

export function wordsOf(wanted: Language): Promise<Words> {
  return fetched[wanted]();
}

/** What is drawn from now on is in these words. */
export function speak(wanted: Language, its: Words): void {
  words = its;
  language = wanted;
}
