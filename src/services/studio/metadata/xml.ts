/** An element with what stands in it. Comments, instructions and declarations are left out. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Of the element itself and all in it, trimmed. */
  readonly text: string;
}

const deepest = 32;
const tag = /<(\/?)([^\s/>!?"'<]+)(?:"[^"]*"|'[^']*'|[^"'<>])*>/y;
/** What is not looked into: how each begins and ends. */
const asides = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Open {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/**
 * The elements that a document begins with; usually one. Small on purpose: it knows the five entities of XML and
 * characters by number, so no entity can grow, and takes no document that declares its own, nests too deep or leaves
 * something open (undefined). What stands behind the last element, such as an address, is passed over. Every character
 * is looked at once.
 */
export function parseXml(source: string): readonly XmlElement[] | undefined {
  const open: [Open, ...Open[]] = [{ name: '', children: [], text: '' }];
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    const here = open.at(-1) ?? open[0];
    here.text += decoded(source.slice(at, next < 0 ? source.length : next));
    if (next < 0) break;
    const end = asideEnd(source, next, here) ?? tagEnd(source, next, open);
    if (end === undefined || open.length > deepest) return undefined;
    at = end;
  }
  return open.length === 1 ? open[0].children : undefined;
}

/** Where an aside that begins here ends. Undefined where none begins, or where it is refused: no tag begins so either. */
function asideEnd(source: string, start: number, here: Open): number | undefined {
  const aside = asides.find(([begin]) => source.startsWith(begin, start));
  if (aside === undefined) return undefined;
  const [begin, finish] = aside;
  const end = source.indexOf(finish, start + begin.length);
  const inside = source.slice(start + begin.length, end < 0 ? source.length : end);
  if (begin === '<![CDATA[') here.text += inside;
  // A document type with declarations of its own.
  const isRefused = begin === '<!' && (/^ENTITY/i.test(inside) || inside.includes('['));
  return end < 0 || isRefused ? undefined : end + finish.length;
}

function tagEnd(source: string, start: number, open: [Open, ...Open[]]): number | undefined {
  tag.lastIndex = start;
  const match = tag.exec(source);
  if (match === null) return undefined;
  const [whole, slash, written = ''] = match;
  const element: Open = { name: written.toLowerCase(), children: [], text: '' };
  if (slash === '/') return close(open, element.name) ? start + whole.length : undefined;
  if (whole.endsWith('/>')) (open.at(-1) ?? open[0]).children.push(element);
  else open.push(element);
  return start + whole.length;
}

function close(open: [Open, ...Open[]], name: string): boolean {
  const element = open.length > 1 ? open.pop() : undefined;
  if (element === undefined || element.name !== name) return false;
  const parent = open.at(-1) ?? open[0];
  parent.children.push({ ...element, text: element.text.trim() });
  if (open.length > 1) parent.text += element.text;
  return true;
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
  });
}
