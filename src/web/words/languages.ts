/** What the app is written in: its own name, and the way it is read. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
} as const;

export type Language = keyof typeof languages;

export const languageNames: readonly (readonly [Language, string])[] = Object.entries(languages).map(
  ([code, { name }]) => [code as Language, name] as const,
);

/** The language to begin with: what was chosen here, else the first of the reader's own that we have, else English. */
export function firstLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const known = [chosen ?? '', ...preferred].map((code) => code.split('-')[0]?.toLowerCase() ?? '').find(isLanguage);
  return known ?? 'en';
}

/** Where the choice of this browser is kept. */
export const languageKey = 'bijou.language';

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(languages, code);
}
