/** A piece of an XML document, in the order in which they stand there. */
export type XmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'tag';
      /** As it is written. */
      readonly name: string;
      /** What stands behind its name: see `xmlAttributes`. */
      readonly rest: string;
      readonly closes: boolean;
      readonly isEmpty: boolean;
    }
  /** `<!DOCTYPE …>` and its like, up to the first `>`: what stands in it. */
  | { readonly kind: 'declaration'; readonly inside: string }
  /** A `<` that begins nothing, which is passed over, or something that never ends. */
  | { readonly kind: 'broken' };

const tag = /<(\/?)([^\s/>!?"'<]+)(?=[\s/>!?"'])((?:"[^"]*"|'[^']*'|[^"'<>])*)>/y;
/** What is not looked into: how each begins and ends. */
const asides = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The pieces of a document, well formed or not; comments and instructions are left out. Small on purpose: it knows the
 * five entities of XML and characters by number, so no entity can grow, and looks at every character once.
 */
export function* xmlTokens(source: string): Generator<XmlToken> {
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    if (next !== at) yield { kind: 'text', text: decodeXml(source.slice(at, next < 0 ? source.length : next)) };
    if (next < 0) return;
    const aside = asides.find(([begin]) => source.startsWith(begin, next));
    if (aside === undefined) {
      tag.lastIndex = next;
      const [whole = '<', slash, name, rest = ''] = tag.exec(source) ?? [];
      if (name === undefined) yield { kind: 'broken' };
      else yield { kind: 'tag', name, rest, closes: slash === '/', isEmpty: rest.endsWith('/') };
      at = next + whole.length;
      continue;
    }
    const [begin, finish] = aside;
    const end = source.indexOf(finish, next + begin.length);
    const inside = source.slice(next + begin.length, end < 0 ? source.length : end);
    if (begin === '<![CDATA[') yield { kind: 'text', text: inside };
    if (begin === '<!') yield { kind: 'declaration', inside };
    if (end < 0) {
      yield { kind: 'broken' };
      return;
    }
    at = end + finish.length;
  }
}

/** Name and value of each attribute in the rest of a tag. */
export function* xmlAttributes(rest: string): Generator<readonly [name: string, value: string]> {
  for (const [, name = '', one, two = ''] of rest.matchAll(/([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    yield [name, decodeXml(one ?? two)];
  }
}

function decodeXml(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });
}
