import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { catalogContract, type TitleCard, wireHeaders } from '../../contracts/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import { type AppFile, appFile } from './app-files.ts';

/** What the built web app offers the door (`dist/web-drawn/draw.mjs`). */
interface Drawing {
  drawFront(
    page: string,
    visit: { readonly titles: readonly TitleCard[]; readonly more: boolean; readonly preferred: readonly string[] },
  ): Promise<string>;
}

export interface FrontPageOptions {
  /** Folder of what was built for the door. */
  readonly folder: string;
  readonly catalog: (request: Request) => Promise<Response>;
  /** Where the reader sees this server. */
  readonly originOf: (request: Request) => string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The front page with the film in the light already on it; undefined where it has to do without. */
export type FrontPage = (request: Request, page: AppFile) => Promise<AppFile | undefined>;

/** As many as the first rows need. */
const titlesDrawn = 24;
/** The page does not wait longer than this for the catalog, where it has an earlier answer to draw. */
const patienceMs = 250;
/** Where it has none, a page without pictures is all that it could give. */
const firstPatienceMs = 1_500;
/** Readers' languages whose page is kept. */
const mostKept = 16;

/**
 * Draws the front page for whoever comes in, as the app would draw it once its script had run. The same page is kept
 * for as long as the catalog's answer is the same. Where that comes late or not at all, the page is drawn as it last was:
 * the app asks for itself as soon as it is there.
 */
export function frontPage({ folder, catalog, originOf, clock, logger }: FrontPageOptions): FrontPage {
  const kept = new Map<string, { readonly from: string; readonly file: AppFile }>();
  /** By the origin that readers see. */
  const lastAnswers = new Map<string, string>();
  let drawing: Promise<Drawing | undefined> | undefined;

  return async (request, page) => {
    // One after the other: what is loaded for the first visitor takes longer than the catalog is waited for.
    const loaded = await load();
    const answer = loaded && (await newest(originOf(request)));
    if (loaded === undefined || answer === undefined) return undefined;
    const preferred = languagesOf(request.headers.get('accept-language') ?? '');
    const key = preferred.join();
    const from = `${page.etag} ${answer}`;
    const before = kept.get(key);
    if (before?.from === from) return before.file;
    try {
      const { titles, next } = catalogContract.calls.titles.output.parse(JSON.parse(answer));
      if (titles.length === 0) return undefined;
      const text = new TextDecoder().decode(page.bytes);
      const drawn = await loaded.drawFront(text, { titles, more: next !== undefined, preferred });
      const file = appFile(new TextEncoder().encode(drawn), page.type);
      kept.delete(key);
      kept.set(key, { from, file });
      for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
      return file;
    } catch (error) {
      logger.error('The front page could not be drawn', { error });
      return undefined;
    }
  };

  /** Undefined, and said once, where nothing was built. */
  function load(): Promise<Drawing | undefined> {
    drawing ??= import(pathToFileURL(join(folder, 'draw.mjs')).href).catch((error: unknown) => {
      logger.warn('The front page is not drawn by the door: nothing was built for it', { folder, error });
      return undefined;
    });
    return drawing;
  }

  /** The catalog's answer as it stands, or the last one; undefined where there is none. */
  async function newest(origin: string): Promise<string | undefined> {
    const { path } = catalogContract.calls.titles;
    const address = `http://catalog${path}?limit=${titlesDrawn}&sort=added&order=descending&group=series`;
    const late = new AbortController();
    const headers = { [wireHeaders.origin]: origin };
    const last = lastAnswers.get(origin);
    const answer = catalog(new Request(address, { headers, signal: late.signal })).then(
      (response) => (response.ok ? response.text() : undefined),
      () => undefined,
    );
    const done = new AbortController();
    const tooLate = clock.sleep(last === undefined ? firstPatienceMs : patienceMs, done.signal).then(
      () => late.abort(),
      () => undefined,
    );
    const newest = await Promise.race([answer, tooLate.then(() => undefined)]).finally(() => done.abort());
    if (newest === undefined) return last;
    lastAnswers.delete(origin);
    lastAnswers.set(origin, newest);
    for (const oldest of lastAnswers.keys()) if (lastAnswers.size > mostKept) lastAnswers.delete(oldest);
    return newest;
  }
}

/** `de-AT, en;q=0.8`: the reader's languages, the first choice first. */
export function languagesOf(header: string): readonly string[] {
  return header
    .split(',')
    .map((part) => {
      const [code = '', ...rest] = part.trim().split(';');
      const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(rest.join(';'))?.[1] ?? 1);
      return { code: code.trim().toLowerCase(), weight };
    })
    .filter(({ code, weight }) => /^[a-z]{2,3}(?:-[a-z0-9]+)*$/.test(code) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 8)
    .map(({ code }) => code);
}
