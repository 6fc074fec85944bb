import { en } from './en/index.ts';

/** Every word that the app says: a folder a language, a file an area. A language that lacks one does not compile. */
export type Words = typeof en;

/** What the app is written in: its own name, the way it is read, and how its words are fetched. */
const languages = {
  en: { name: 'English', direction: 'ltr', fetch: async (): Promise<Words> => en },
  de: { name: 'Deutsch', direction: 'ltr', fetch: async (): Promise<Words> => (await import('./de/index.ts')).de },
  ar: { name: 'العربية', direction: 'rtl', fetch: async (): Promise<Words> => (await import('./ar/index.ts')).ar },
} as const;

export type Language = keyof typeof languages;

export const languageNames: readonly (readonly [Language, string])[] = Object.entries(languages).map(
  ([code, { name }]) => [code as Language, name] as const,
);

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
  words = await languages[wanted].fetch();
  language = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dir = languages[wanted].direction;
  changed.dispatchEvent(new Event('language'));
}

/** The language to begin with: what was chosen here, else the first of the reader's own that we have, else English. */
export function firstLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const known = [chosen ?? '', ...preferred].map((code) => code.split('-')[0]?.toLowerCase() ?? '').find(isLanguage);
  return known ?? 'en';
}

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(languages, code);
}
