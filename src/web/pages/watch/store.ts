import { locale } from '../../formats.ts';

const prefix = 'bijou.';

/** Languages of whoever watches: the one that the pages are read in, then the browser's. */
export function readers(): readonly string[] {
  return [locale(), ...navigator.languages];
}

/** A choice of this viewer in this browser; undefined where there is none, or storage is forbidden. */
export function keptChoice(name: string): string | undefined {
  try {
    return localStorage.getItem(`${prefix}${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepChoice(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`${prefix}${name}`);
    else localStorage.setItem(`${prefix}${name}`, value);
  } catch {
    // Then it holds for this film alone.
  }
}

/** Bits a second that the network carried when a film was last on. */
export function keptRate(): number | undefined {
  const rate = Number(keptChoice('rate') ?? Number.NaN);
  return rate > 0 && Number.isFinite(rate) ? rate : undefined;
}
