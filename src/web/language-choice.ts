import { tell } from './components/toast.tsx';
import { type Language, readIn, words } from './words/index.ts';
import { firstLanguage, languageKey } from './words/languages.ts';

/** Reads in the language that was chosen on this device, or in the reader's own. */
export async function beginLanguage(): Promise<void> {
  await readIn(firstLanguage(localStorage.getItem(languageKey), navigator.languages)).catch(() => undefined);
}

/** Changes the language, and keeps the choice on this device. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  try {
    await readIn(wanted);
    localStorage.setItem(languageKey, wanted);
  } catch {
    tell({ tone: 'trouble', text: words.errors['app.no-script'] });
  }
}
