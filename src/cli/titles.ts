import { isPlainEpisodeName, type StudioTitle, type TitleMetadata } from '../contracts/index.ts';
import type { Server } from './server.ts';

/** Every title, newest first, page by page. */
export async function allTitles(server: Server): Promise<readonly StudioTitle[]> {
  const found: StudioTitle[] = [];
  let after: string | undefined;
  do {
    const page = await server.studio.calls.titles(after === undefined ? { limit: 500 } : { after, limit: 500 });
    found.push(...page.titles);
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** A title as `--json` prints it. */
export function titleAsJson(title: StudioTitle) {
  return {
    id: title.id,
    name: title.name,
    state: title.state,
    watchable: title.watchable,
    version: title.version ?? null,
    duration: title.durationSeconds ?? null,
    findings: title.findings,
    rungs: title.rungs,
    jobs: title.jobs,
    addedAt: title.addedAt,
    why: title.why ?? null,
    metadata: title.metadata ?? null,
    paused: title.paused ?? false,
    progress: title.progress ?? null,
    settings: title.settings ?? null,
  };
}

/** A title as a person reads it. */
export function titleLine(title: StudioTitle): string {
  const length = title.durationSeconds === undefined ? '   –  ' : clockTime(title.durationSeconds).padStart(6);
  const notes = [
    title.paused ? 'paused' : undefined,
    title.watchable && title.state !== 'ready' ? 'can be watched already' : undefined,
    title.why,
    ...title.findings.map(({ severity, sentence }) => `${severity}: ${sentence}`),
  ].filter((note) => note !== undefined);
  return [
    `${title.id}  ${title.state.padEnd(10)} ${length}  ${calledName(title.metadata ?? title)}`,
    ...notes.map((note) => `    ${note}`),
  ].join('\n');
}

/** `Metropolis (1927)`, `Show S02E05 The Title`. */
export function calledName({ name, year, series }: Pick<TitleMetadata, 'name' | 'year' | 'series'>): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const place = series === undefined ? '' : `${series.name} S${two(series.season)}E${two(series.episode)}`;
  // An episode without a name of its own is called by its place.
  const isPlain = series !== undefined && isPlainEpisodeName(name, series);
  const full = place === '' ? name : isPlain ? place : `${place} ${name}`;
  return year === undefined ? full : `${full} (${year})`;
}

/** `1:02:03` or `2:03`. */
export function clockTime(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** True when nothing more will happen to it by itself. */
export function isSettled(title: StudioTitle): boolean {
  return ['ready', 'refused', 'failed', 'cancelled'].includes(title.state);
}
