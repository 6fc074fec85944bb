/** Words for languages that stand in names of files besides English ones: what people write who made the file. */
const ownNames = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'hu', 'ro', 'tr', 'ru'];

let byName: ReadonlyMap<string, string> | undefined;

/**
 * The BCP 47 tag that a word stands for: `en`, `eng`, `pt-BR`, `English`, `deutsch`. Undefined for other words.
 * Numbers and words of two letters that name no language are other words.
 */
export function languageOf(word: string): string | undefined {
  const text = word.replaceAll('_', '-');
  const named = names().get(fold(text));
  if (named !== undefined) return named;
  if (!/^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i.test(text)) return undefined;
  const [tag] = canonical(text);
  if (tag === undefined) return undefined;
  const [language = ''] = tag.split('-');
  return englishName(language) === undefined ? undefined : tag;
}

function canonical(tag: string): readonly string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

function names(): ReadonlyMap<string, string> {
  if (byName !== undefined) return byName;
  const found = new Map<string, string>();
  for (const first of letters) {
    for (const second of letters) {
      const tag = `${first}${second}`;
      const name = englishName(tag);
      // Aliases (`iw`, `no`) give way to the tag that they stand for.
      if (name !== undefined && canonical(tag)[0] === tag) found.set(fold(name), tag);
    }
  }
  for (const tag of ownNames) {
    const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'none' }).of(tag);
    if (name !== undefined) found.set(fold(name), tag);
  }
  byName = found;
  return found;
}

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
/** Made when it is first wanted: it reads the names of all languages, which a start need not wait for. */
let english: Intl.DisplayNames | undefined;

function englishName(tag: string): string | undefined {
  english ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  try {
    return english.of(tag);
  } catch {
    return undefined;
  }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
