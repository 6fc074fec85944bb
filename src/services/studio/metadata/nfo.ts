import type { TitleMetadata } from '../../../contracts/index.ts';
import { decodeText } from '../../../media/index.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** What an NFO says; it need not say all. */
export type NfoMetadata = { readonly [Name in keyof TitleMetadata]?: TitleMetadata[Name] | undefined };

const roots = ['movie', 'episodedetails', 'musicvideo', 'video'];
const largestBytes = 1024 * 1024;

/** Reads an NFO as Kodi and others write them. Undefined where it is none: too large, not XML, of something else. */
export function readNfo(bytes: Uint8Array): NfoMetadata | undefined {
  if (bytes.byteLength > largestBytes) return undefined;
  const root = parseXml(decodeText(bytes).text)?.find(({ name }) => roots.includes(name));
  if (root === undefined) return undefined;
  const first = (name: string) => textsOf(root, name)[0];
  const year = yearIn(first('year') ?? first('premiered') ?? first('aired') ?? first('releasedate'));
  const summary = first('plot') ?? first('outline');
  const maturity = maturityOf(first('mpaa') ?? first('certification'));
  const genres = [...new Set(textsOf(root, 'genre').flatMap((text) => text.split(/\s*[/|,]\s*/)))];
  const people = [
    ...textsOf(root, 'director').map((name) => ({ name, role: 'director' })),
    ...textsOf(root, 'credits').map((name) => ({ name, role: 'writer' })),
    ...root.children.filter(({ name }) => name === 'actor').flatMap(actorOf),
  ];
  return {
    name: first('title')?.slice(0, 500),
    year,
    series: seriesOf(root),
    summary: summary?.slice(0, 10_000),
    genres: genres.length === 0 ? undefined : genres.filter((genre) => genre !== '').slice(0, 50),
    people: people.length === 0 ? undefined : people.slice(0, 500),
    maturity,
  };
}

function textsOf({ children }: XmlElement, wanted: string): string[] {
  return children.filter(({ name, text }) => name === wanted && text !== '').map(({ text }) => text);
}

function actorOf(actor: XmlElement): { name: string; role: string }[] {
  const [name] = textsOf(actor, 'name');
  return name === undefined ? [] : [{ name, role: textsOf(actor, 'role')[0] ?? 'actor' }];
}

function seriesOf(root: XmlElement): TitleMetadata['series'] {
  const [name] = textsOf(root, 'showtitle');
  const [season, episode] = ['season', 'episode'].map((part) => textsOf(root, part)[0]);
  if (name === undefined || !/^\d{1,4}$/.test(season ?? '') || !/^\d{1,4}$/.test(episode ?? '')) return undefined;
  return { name, season: Number(season), episode: Number(episode) };
}

function yearIn(text: string | undefined): number | undefined {
  const year = Number(/\d{4}/.exec(text ?? '')?.[0]);
  return year >= 1800 && year <= 2200 ? year : undefined;
}

/** `Rated PG-13`, `US:PG-13 / UK:12A`: the first, without whose it is. */
function maturityOf(text: string | undefined): string | undefined {
  const [first = ''] = (text ?? '').split(' / ');
  const bare = first
    .replace(/^\s*rated\s+/i, '')
    .replace(/^[^:]*:\s*/, '')
    .trim();
  return bare === '' || bare.length > 20 ? undefined : bare;
}
