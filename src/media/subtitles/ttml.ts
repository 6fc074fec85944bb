import { xmlAttributes, xmlTokens } from '../../kit/index.ts';
import type { Cue } from '../webvtt/cue.ts';
import { escapeText } from './markup.ts';
import { type TimedRates, timeOf } from './ttml-time.ts';

type Attributes = Readonly<Record<string, string>>;

interface Open {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
  /** WebVTT's tags that it puts around its words. */
  readonly marks: readonly string[];
  readonly settings: string;
}

/** True for what looks like a document of TTML. */
export function isTtml(text: string): boolean {
  const beginning = text
    .slice(0, 4096)
    .replace(/^\ufeff/, '')
    .trimStart();
  return beginning.startsWith('<') && /<(?:[\w-]+:)?tt[\s>]/.test(beginning);
}

/**
 * The words of a TTML document (also IMSC, EBU-TT-D, DFXP) and when they are shown: bold, italic, underlined and the
 * top of the screen stay, fonts, colours and pictures are left out. What is not well formed is read as far as it goes.
 * What is not said to end lasts for ever.
 */
export function parseTtml(source: string): Cue[] {
  const cues: Cue[] = [];
  const named = new Map<string, Attributes>();
  const top = new Set<string>();
  let rates: TimedRates = { frames: 30, ticks: 1 };
  let open: Open[] = [];
  let words = '';
  let region = '';
  const root: Open = { name: '', begin: 0, end: Number.POSITIVE_INFINITY, marks: [], settings: '' };
  const here = () => open.at(-1) ?? root;
  const isIn = (name: string) => open.some((one) => one.name === name);

  /** What has been said so far under the times that hold here. */
  function flush({ begin, end, settings }: Open): void {
    const text = tidy(words);
    words = '';
    if (text === '' || end <= begin) return;
    cues.push({ id: '', start: begin, end, settings, text });
  }

  function begun(name: string, attributes: Attributes): void {
    if (name === 'tt') rates = ratesOf(attributes);
    if (name === 'style' && attributes.id !== undefined && !isIn('region')) named.set(attributes.id, attributes);
    if (name === 'region') region = attributes.id ?? '';
    if ((name === 'region' || isIn('region')) && isAtTop(attributes)) top.add(region);
    if (name === 'br' && isIn('p')) words += '\n';
  }
  function opened(name: string, attributes: Attributes): void {
    const parent = here();
    const begin = parent.begin + (timeOf(attributes.begin, rates) ?? 0);
    const ends = timeOf(attributes.end, rates);
    const lasts = timeOf(attributes.dur, rates);
    const end = Math.min(
      parent.end,
      ends === undefined ? Number.POSITIVE_INFINITY : parent.begin + ends,
      lasts === undefined ? Number.POSITIVE_INFINITY : begin + lasts,
    );
    const isTimed = attributes.begin !== undefined || ends !== undefined || lasts !== undefined;
    if (name === 'span' && isTimed && isIn('p')) flush(parent);
    const marks = isIn('p') || name === 'p' ? marksOf(attributes, named) : [];
    const settings = attributes.region === undefined ? parent.settings : top.has(attributes.region) ? 'line:0' : '';
    open.push({ name: isTimed && name === 'span' ? 'timed span' : name, begin, end, marks, settings });
    words += marks.map((mark) => `<${mark}>`).join('');
  }

  function closed(name: string): void {
    const last = open.findLastIndex((one) => one.name === name || (one.name === 'timed span' && name === 'span'));
    if (last < 0) return;
    const gone = open[last] as Open;
    words += gone.marks
      .map((mark) => `</${mark}>`)
      .reverse()
      .join('');
    if (gone.name === 'p' || gone.name === 'timed span') flush(gone);
    open = open.slice(0, last);
  }

  for (const token of xmlTokens(source)) {
    if (token.kind === 'text' && isIn('p')) words += escapeText(token.text.replace(/\s+/g, ' '));
    if (token.kind !== 'tag') continue;
    const name = local(token.name);
    if (token.closes) {
      closed(name);
      continue;
    }
    const attributes = attributesOf(token.rest);
    begun(name, attributes);
    if (!token.isEmpty && name !== 'br') opened(name, attributes);
  }
  return cues.sort((a, b) => a.start - b.start);
}

function attributesOf(rest: string): Attributes {
  return Object.fromEntries([...xmlAttributes(rest)].map(([name, value]) => [local(name), value]));
}

/** Without its prefix, and in lower case. */
function local(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase();
}

function ratesOf({ framerate, frameratemultiplier = '1 1', tickrate, subframerate = '1' }: Attributes): TimedRates {
  const [num = 1, den = 1] = frameratemultiplier.split(/[\s:]+/).map(Number);
  const multiplier = num > 0 && den > 0 ? num / den : 1;
  const frames = (Number(framerate) || 30) * multiplier;
  // Without a rate of its own, a tick is a part of a frame, or a second where there are none either.
  const ticks = Number(tickrate) || (framerate === undefined ? 1 : frames * (Number(subframerate) || 1));
  return { frames, ticks };
}

function marksOf(own: Attributes, named: ReadonlyMap<string, Attributes>): readonly string[] {
  const styles = (own.style ?? '').split(/\s+/).map((id) => named.get(id) ?? {});
  const said = (name: string) => own[name] ?? styles.findLast((style) => style[name] !== undefined)?.[name];
  return [
    ...(said('fontweight') === 'bold' ? ['b'] : []),
    ...(['italic', 'oblique'].includes(said('fontstyle') ?? '') ? ['i'] : []),
    ...(said('textdecoration')?.includes('underline') === true ? ['u'] : []),
  ];
}

function isAtTop({ displayalign, origin = '0% 0%' }: Attributes): boolean {
  const [, y = '0'] = origin.trim().split(/\s+/);
  return displayalign === 'before' && y.endsWith('%') && Number.parseFloat(y) < 40;
}

/** Without the spaces of the document's own layout, and without marks around nothing. */
function tidy(words: string): string {
  const text = words.replace(/<([biu])>\s*<\/\1>/g, '').replace(/ *\n */g, '\n');
  return text.replace(/<[^>]*>/g, '').trim() === '' ? '' : text.replace(/ {2,}/g, ' ').trim();
}
