/** By their names without a prefix, in lower case. */
export type Attributes = Readonly<Record<string, string>>;

/** Styles name further ones; in circles, they end here. */
const deepest = 8;

/**
 * What goes before and behind the words of an element for how it looks, by its own attributes and the styles that it
 * names, the last of which wins: WebVTT's tags, and brackets around what tells how others are read (ruby).
 */
export function marksOf(own: Attributes, named: ReadonlyMap<string, Attributes>): readonly [string, string] {
  const look = (name: string) => lookOf(own, { name, named, depth: 0 });
  const tags = [
    ...(look('fontweight') === 'bold' ? ['b'] : []),
    ...(['italic', 'oblique'].includes(look('fontstyle') ?? '') ? ['i'] : []),
    ...(look('textdecoration')?.includes('underline') === true ? ['u'] : []),
  ];
  const [open, close] = own.ruby === 'text' ? ['(', ')'] : ['', ''];
  const ends = tags.map((tag) => `</${tag}>`).reverse();
  return [`${tags.map((tag) => `<${tag}>`).join('')}${open}`, `${close}${ends.join('')}`];
}

interface Sought {
  readonly name: string;
  readonly named: ReadonlyMap<string, Attributes>;
  readonly depth: number;
}

function lookOf(own: Attributes, { name, named, depth }: Sought): string | undefined {
  if (own[name] !== undefined || depth === deepest) return own[name];
  const styles = (own.style ?? '').split(/\s+/).map((id) => named.get(id) ?? {});
  const looks = styles.map((style) => lookOf(style, { name, named, depth: depth + 1 }));
  return looks.findLast((look) => look !== undefined);
}

/** True for a region at the top of the screen. */
export function isAtTop(region: Attributes, named: ReadonlyMap<string, Attributes>): boolean {
  const [align, origin = '0% 0%'] = ['displayalign', 'origin'].map((name) => lookOf(region, { name, named, depth: 0 }));
  const [, y = '0'] = origin.trim().split(/\s+/);
  return align === 'before' && y.endsWith('%') && Number.parseFloat(y) < 40;
}
