import { language } from './words/index.ts';

/** The reader's own habits where their language is the app's (`en-GB`, `de-AT`), else the app's language. */
export function locale(): string {
  const own = typeof navigator === 'undefined' ? [] : navigator.languages;
  return own.find((code) => code.split('-')[0]?.toLowerCase() === language) ?? language;
}

const made = new Map<string, unknown>();

/** Formats of `Intl` take far longer to make than to use: each is made once for each of the reader's languages. */
function kept<Format>(kind: string, make: (locale: string) => Format): Format {
  const now = locale();
  const key = `${now} ${kind}`;
  const known = made.get(key) as Format | undefined;
  if (known !== undefined) return known;
  const format = make(now);
  made.set(key, format);
  return format;
}

export function numbers(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept(`number ${JSON.stringify(options)}`, (now) => new Intl.NumberFormat(now, options));
}

export function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(`date ${JSON.stringify(options)}`, (now) => new Intl.DateTimeFormat(now, options));
}

export function relativeTimes(): Intl.RelativeTimeFormat {
  return kept('relative', (now) => new Intl.RelativeTimeFormat(now, { numeric: 'auto' }));
}

export function lists(): Intl.ListFormat {
  return kept('list', (now) => new Intl.ListFormat(now, { type: 'conjunction' }));
}

export function languageNames(): Intl.DisplayNames {
  return kept('languages', (now) => new Intl.DisplayNames(now, { type: 'language' }));
}
