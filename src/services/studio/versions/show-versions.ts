import type { OutputOf, Presentation, studioContract, TitleVersion } from '../../../contracts/index.ts';
import { isoTime } from '../../../kit/index.ts';
import type { Plan } from '../../../media/index.ts';
import { readPlan } from '../plan/read-plan.ts';
import type { Studio } from '../studio.ts';
import type { VersionRow } from '../tables.ts';
import { titleRow } from '../titles.ts';

type Versions = OutputOf<(typeof studioContract)['calls']['versions']>;

/** The versions of a title that still play, newest first. Errors: `studio.no-such-title`. */
export async function showVersions(studio: Studio, id: string): Promise<Versions> {
  const { db } = studio.sql;
  const { version } = await titleRow(db, id);
  const rows = await db
    .selectFrom('versions')
    .selectAll()
    .where('title', '=', id)
    .orderBy('published_at', 'desc')
    .execute();
  const sizes = await db
    .selectFrom('version_files')
    .select(['version', ({ fn }) => fn.sum<number>('bytes').as('bytes')])
    .where('title', '=', id)
    .groupBy('version')
    .execute();
  const bytes = new Map(sizes.map((row) => [row.version, Number(row.bytes)]));
  const versions = [];
  for (const row of rows) {
    const plan = row.plan_key === null ? undefined : await readPlan(studio, row.plan_key).catch(() => undefined);
    versions.push({ ...shown(row, plan), current: row.version === version, bytes: bytes.get(row.version) ?? 0 });
  }
  return { versions };
}

function shown(row: VersionRow, plan: Plan | undefined): Omit<TitleVersion, 'current' | 'bytes'> {
  const { version, complete, published_at, retire_at } = row;
  const { video, audio, text } = JSON.parse(row.presentation) as Presentation;
  const planned = new Set(plan?.text.map(({ name }) => name));
  return {
    version,
    complete: complete === 1,
    publishedAt: isoTime(Number(published_at)),
    ...(retire_at === null ? {} : { retiresAt: isoTime(Number(retire_at)) }),
    ...(plan === undefined ? {} : { settings: settingsOf(plan) }),
    rungs: video.map(({ name, width, height, averageBandwidth, peakBandwidth, quality }) => ({
      ...{ name, width, height, averageBandwidth, peakBandwidth },
      ...(quality === undefined ? {} : { quality }),
    })),
    audio: audio.map(({ name, language, label, channels }) => ({ name, language, label, channels })),
    text: text.map(({ name, language, label }) => ({ name, language, label, added: !planned.has(name) })),
  };
}

function settingsOf({ settings: { preset, crf, shortSides } }: Plan): NonNullable<TitleVersion['settings']> {
  return { preset: preset as NonNullable<TitleVersion['settings']>['preset'], crf, shortSides: [...shortSides] };
}
