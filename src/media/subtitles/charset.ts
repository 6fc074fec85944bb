/**
 * Charsets of before Unicode that subtitle files still come in, with the languages that were written in each, and the
 * letters beyond ASCII that are frequent in them, both cases where they have them.
 */
const candidates: readonly { readonly label: string; readonly languages: string; readonly letters: string }[] = [
  {
    label: 'windows-1252',
    languages: 'en fr de es it pt nl sv da no nb nn fi is ca eu gl',
    letters: 'éèêàçáíóúñäöüßåøæãõôîâëïÉÀÄÖÜ¿¡’“”–…',
  },
  {
    label: 'windows-1250',
    languages: 'pl cs sk hu ro hr sl bs sq',
    letters: 'ąęłńóśźżéáíčěřšťůúžýőűöüôľđćăîșțâŁŚŻČŘŠŽ’„”–…',
  },
  { label: 'windows-1251', languages: 'ru uk bg sr mk be', letters: 'оеаинтсрвлкмдпуяыьгзбчйхжшіїєюОНПЯТВ–…' },
  { label: 'koi8-r', languages: '', letters: 'оеаинтсрвлкмдпуяыьгзбчйхжшюОНПЯТВ' },
  { label: 'windows-1253', languages: 'el', letters: 'αοιετσνηυρπκμλςόίάέήύώωγδθχφβξζψΤΟΑΔΜ' },
  { label: 'windows-1254', languages: 'tr az', letters: 'ıişğçöüâİŞÇÖÜ’…' },
  { label: 'windows-1255', languages: 'he yi', letters: 'יוהלאתמרבשנעדחקפכטגסםןזץךצף' },
  { label: 'windows-1256', languages: 'ar fa ur', letters: 'اليمنوترهبدعسفكحقةجأشىطصخضذغزثئء،؟' },
  { label: 'windows-1257', languages: 'lt lv et', letters: 'āčēģīķļņšūžąęėįųõäöü' },
  { label: 'shift_jis', languages: 'ja', letters: '' },
  { label: 'euc-kr', languages: 'ko', letters: '' },
  { label: 'gb18030', languages: 'zh', letters: '' },
  { label: 'big5', languages: 'zh-Hant zh-TW zh-HK', letters: '' },
];

/** Letters of scripts whose charsets take two bytes a letter; the frequent ones lie together. */
const wide: Readonly<Record<string, RegExp>> = {
  shift_jis: /[\u3041-\u30ff]/gu,
  'euc-kr': /[\uac00-\ud7a3]/gu,
  gb18030: /[的一是不了我你在有他这们来到说么就好什]/gu,
  big5: /[的一是不了我你在有他這們來到說麼就好什]/gu,
};

const sampleBytes = 200_000;

/**
 * The text of a subtitle file, and the charset that it was in: by its byte order mark, as UTF-16 or UTF-8 where it can
 * be that, else the one of the old charsets whose frequent letters it has most of. `language` is what its name says.
 */
export function decodeText(bytes: Uint8Array, language = 'und'): { readonly text: string; readonly charset: string } {
  const charset = markOf(bytes) ?? sixteenOf(bytes) ?? (isUtf8(bytes) ? 'utf-8' : oldCharset(bytes, language));
  return { text: new TextDecoder(charset).decode(bytes), charset };
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** Subtitles have digits and line ends, which in UTF-16 are every other byte zero. */
function sixteenOf(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 2_000);
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length / 20 && even === 0) return 'utf-16le';
  return even > length / 20 && odd === 0 ? 'utf-16be' : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function oldCharset(bytes: Uint8Array, language: string): string {
  const sample = bytes.subarray(0, sampleBytes);
  const [base = ''] = language.split('-');
  const scored = candidates.map((candidate) => {
    const known = candidate.languages.split(' ');
    const isHinted = known.includes(language) || known.includes(base);
    return { label: candidate.label, score: score(sample, candidate) * (isHinted ? 2 : 1) };
  });
  scored.sort((a, b) => b.score - a.score);
  return scored[0]?.label ?? 'windows-1252';
}

/** Share of what is not ASCII that are frequent letters of the charset's languages; 0 where it cannot be decoded. */
function score(sample: Uint8Array, { label, letters }: { readonly label: string; readonly letters: string }): number {
  const text = new TextDecoder(label).decode(sample);
  const others = text.match(/[^\0-\x7f]/gu) ?? [];
  if (others.length === 0) return 0;
  const wrong = (text.match(/[\ufffd\u0080-\u009f]/gu) ?? []).length;
  if (wrong > others.length / 50 + 1) return 0;
  const pattern = wide[label];
  // A frequent character is one of some twenty in such a text: a Chinese one says as much as a handful of letters.
  if (pattern !== undefined)
    return Math.min(1, ((text.match(pattern) ?? []).length / others.length) * wideWeight(label));
  const frequent = new Set(letters);
  return others.filter((letter) => frequent.has(letter)).length / others.length - strange(text) / others.length;
}

function wideWeight(label: string): number {
  return label === 'gb18030' || label === 'big5' ? 5 : 1.4;
}

/** Capitals within words, and letters beside letters of another script: signs of the wrong charset. */
function strange(text: string): number {
  const inWords = text.match(/\p{Ll}\p{Lu}/gu) ?? [];
  const mixed =
    text.match(/\p{Script=Latin}(?=[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}])/gu) ?? [];
  return inWords.length + mixed.length;
}
