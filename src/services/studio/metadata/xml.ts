import { xmlTokens } from '../../../kit/index.ts';

/** An element with what stands in it. Comments, instructions and declarations are left out. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Of the element itself and all in it, trimmed. */
  readonly text: string;
}

const deepest = 32;

interface Open {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/**
 * The elements that a document begins with; usually one. Takes no document that declares entities of its own, nests too
 * deep or leaves something open (undefined). What stands behind the last element, such as an address, is passed over.
 */
export function parseXml(source: string): readonly XmlElement[] | undefined {
  const open: [Open, ...Open[]] = [{ name: '', children: [], text: '' }];
  for (const token of xmlTokens(source)) {
    const here = open.at(-1) ?? open[0];
    if (token.kind === 'broken' || open.length > deepest) return undefined;
    if (token.kind === 'declaration' && (/^ENTITY/i.test(token.inside) || token.inside.includes('['))) return undefined;
    if (token.kind === 'text') here.text += token.text;
    if (token.kind !== 'tag') continue;
    const element: Open = { name: token.name.toLowerCase(), children: [], text: '' };
    if (token.closes) {
      if (!close(open, element.name)) return undefined;
    } else if (token.isEmpty) here.children.push(element);
    else open.push(element);
  }
  return open.length === 1 ? open[0].children : undefined;
}

function close(open: [Open, ...Open[]], name: string): boolean {
  const element = open.length > 1 ? open.pop() : undefined;
  if (element === undefined || element.name !== name) return false;
  const parent = open.at(-1) ?? open[0];
  parent.children.push({ ...element, text: element.text.trim() });
  if (open.length > 1) parent.text += element.text;
  return true;
}
