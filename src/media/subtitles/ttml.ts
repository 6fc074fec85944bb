import { xmlAttributes, xmlTokens } from '../../kit/index.ts';
import type { Cue } from '../webvtt/cue.ts';
import { escapeText } from './markup.ts';
import { type Attributes, isAtTop, marksOf } from './ttml-style.ts';
import { type TimedRates, timeOf } from './ttml-time.ts';

interface Open {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
  /** What ends WebVTT's tags that it puts around its words. */
  readonly closing: string;
  readonly settings: string;
  /** Nothing in it is shown. */
  readonly isAside: boolean;
  /** Where the next of its elements begins, in one whose elements follow each other. */
  next: number | undefined;
}

/** What a document says of itself, anywhere in it. */
const asides = ['metadata', 'title', 'desc', 'copyright', 'agent'];

const never = Number.POSITIVE_INFINITY;

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
  const regions = new Map<string, Attributes>();
  let rates: TimedRates = { frames: 30, ticks: 1 };
  let open: Open[] = [];
  let words = '';
  let region = '';
  const root: Open = { name: '', begin: 0, end: never, closing: '', settings: '', isAside: false, next: undefined };
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
    if (name === 'region' || isIn('region')) regions.set(region, { ...regions.get(region), ...attributes });
    if (name === 'br' && isIn('p')) words += '\n';
  }

  function opened(name: string, attributes: Attributes): void {
    const parent = here();
    const { begin, end, isTimed } = spanOf(attributes, parent);
    if (name === 'span' && isTimed && isIn('p')) flush(parent);
    const [opening, closing] = isIn('p') || name === 'p' ? marksOf(attributes, named) : ['', ''];
    words += opening;
    open.push({
      ...{ name: isTimed && name === 'span' ? 'timed span' : name, begin, end, closing },
      settings: attributes.region === undefined ? parent.settings : settingsOf(attributes.region),
      isAside: parent.isAside || asides.includes(name) || attributes.ruby === 'delimiter',
      next: attributes.timecontainer === 'seq' ? begin : undefined,
    });
  }

  function settingsOf(id: string): string {
    return isAtTop(regions.get(id) ?? {}, named) ? 'line:0' : '';
  }

  /** When an element is there, seconds; one with a time that is none, never. */
  function spanOf(attributes: Attributes, parent: Open) {
    const told = [attributes.begin, attributes.end, attributes.dur];
    const [begins, ends = never, lasts = never] = told.map((text) => timeOf(text, rates));
    const isReadable = told.every((text) => text === undefined || timeOf(text, rates) !== undefined);
    const from = parent.next ?? parent.begin;
    const begin = from + (begins ?? 0);
    const end = isReadable ? Math.min(parent.end, from + ends, begin + lasts) : begin;
    return { begin, end, isTimed: told.some((text) => text !== undefined) };
  }

  function closed(name: string): void {
    const last = open.findLastIndex((one) => one.name === name || (one.name === 'timed span' && name === 'span'));
    if (last < 0) return;
    const gone = open[last] as Open;
    words += gone.closing;
    if (gone.name === 'p' || gone.name === 'timed span') flush(gone);
    open = open.slice(0, last);
    const parent = here();
    if (parent.next !== undefined && Number.isFinite(gone.end)) parent.next = gone.end;
  }

  for (const token of xmlTokens(source)) {
    if (token.kind === 'text' && isIn('p') && !here().isAside) words += escapeText(token.text.replace(/\s+/g, ' '));
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

/** Without the spaces of the document's own layout, and without marks around nothing. */
function tidy(words: string): string {
  const text = words.replace(/<([biu])>\s*<\/\1>/g, '').replace(/ *\n */g, '\n');
  return text.replace(/<[^>]*>/g, '').trim() === '' ? '' : text.replace(/ {2,}/g, ' ').trim();
}
