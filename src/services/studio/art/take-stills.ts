import type { Finding } from '../../../contracts/index.ts';
import { alone } from '../alone.ts';
import { touchTitle } from '../changes/revision.ts';
import { readAnswer } from '../encode/answers.ts';
import { abandonFiles, doomFiles } from '../files.ts';
import { lockIfThere } from '../lock-title.ts';
import type { Studio } from '../studio.ts';
import type { ArtOrigin, OutputRow } from '../tables.ts';
import { originOf } from './still-places.ts';
import { dropArt, keepSizes, keysOf, type NewPicture, storeArtwork, storeSizes } from './store-artwork.ts';

/** A still that a done job made, with the bytes of each size. */
interface TakenStill extends NewPicture {
  readonly name: string;
}

/** Puts the stills of done jobs to use: as poster, as backdrop, at the findings whose places they show. Twice is once. */
export async function takeStills(studio: Studio, title: string): Promise<void> {
  if ((await stillsOf(studio, title)).length === 0) return;
  await alone(studio, title, async () => {
    const rows = await stillsOf(studio, title);
    for (const job of new Set(rows.map((row) => row.job))) {
      const outputs = rows.filter((row) => row.job === job);
      const [first] = outputs;
      const { sequence = 0, source = '' } = first ?? {};
      await takeJob(studio, { title, source, outputs, origin: originOf(sequence) });
    }
  });
}

/** What jobs made that nobody has put to use yet. */
function stillsOf({ sql }: Studio, title: string) {
  return sql.db
    .selectFrom('outputs')
    .innerJoin('jobs', 'jobs.id', 'outputs.job')
    .selectAll('outputs')
    .select(['jobs.sequence', 'jobs.source'])
    .where('outputs.title', '=', title)
    .where('outputs.accepted', '=', 1)
    .where('jobs.part', '=', 'stills')
    .where('jobs.state', '=', 'done')
    .orderBy('outputs.job')
    .execute();
}

interface StillsJob {
  readonly title: string;
  /** Content hash of what they were made of. */
  readonly source: string;
  readonly outputs: readonly OutputRow[];
  readonly origin: ArtOrigin;
}

async function takeJob(studio: Studio, { title, source, outputs, origin }: StillsJob): Promise<void> {
  const stills = await readStills(studio, outputs);
  for (const kind of ['poster', 'backdrop'] as const) {
    const picture = stills.find(({ name }) => name === kind);
    if (picture !== undefined) await storeArtwork(studio, { title, kind, origin, picture });
  }
  const ofFindings = stills.filter(({ name }) => name.startsWith('still-'));
  if (ofFindings.length > 0) await storeFindingStills(studio, title, ofFindings);
  await studio.sql.transaction(async (tx) => {
    await lockIfThere(studio, tx, title);
    const keys = outputs.map(({ key }) => key);
    await tx.deleteFrom('outputs').where('key', 'in', keys).execute();
    // A picture that was given has served, unless it is another's as well; the sizes that came of it are kept.
    const waiting = tx.selectFrom('jobs').select('id').where('title', '=', title).where('source', '=', source);
    const isWanted = await waiting.where('state', 'in', ['waiting', 'leased']).executeTakeFirst();
    if (isWanted !== undefined) return doomFiles(tx, keys);
    const given = await tx
      .selectFrom('files')
      .select('key')
      .where('title', '=', title)
      .where('kind', '=', 'art')
      .where('hash', '=', source)
      .execute();
    await doomFiles(tx, [...keys, ...given.map(({ key }) => key)]);
  });
}

async function readStills(studio: Studio, outputs: readonly OutputRow[]): Promise<readonly TakenStill[]> {
  const told = outputs.find(({ name }) => name === 'stills.json');
  const made = told === undefined ? undefined : await readAnswer(studio, told.key, 'stills.json');
  const stills: TakenStill[] = [];
  for (const { name, thumbhash, tint, sizes } of made ?? []) {
    const read: NewPicture['sizes'][number][] = [];
    for (const { file, ...size } of sizes) {
      const output = outputs.find((candidate) => candidate.name === file);
      if (output !== undefined) read.push({ ...size, body: await studio.objects.read(output.key) });
    }
    const largest = read.at(-1);
    if (largest === undefined) continue;
    stills.push({ name, width: largest.width, height: largest.height, thumbhash, tint, sizes: read });
  }
  return stills;
}

/** Each still is named by its finding's place in the list. */
async function storeFindingStills(studio: Studio, title: string, stills: readonly TakenStill[]): Promise<void> {
  const files = await storeSizes(
    studio,
    title,
    stills.flatMap(({ sizes }) => sizes),
  );
  try {
    await studio.sql.transaction(async (tx) => {
      const row = await lockIfThere(studio, tx, title);
      if (row === undefined) return doomFiles(tx, keysOf(files));
      await dropArt(tx, { title, kind: 'still' });
      const sizes = await keepSizes(tx, { title, kind: 'still' }, files);
      const addresses = new Map(stills.map(({ name }, index) => [name, sizes[index]?.address]));
      const findings = (JSON.parse(row.findings) as Finding[]).map((finding, index) => {
        const still = addresses.get(`still-${index}`);
        return still === undefined ? finding : { ...finding, still };
      });
      await touchTitle(tx, title);
      await tx
        .updateTable('titles')
        .set({ findings: JSON.stringify(findings) })
        .where('id', '=', title)
        .execute();
    });
  } catch (error) {
    await abandonFiles(studio.sql.db, keysOf(files));
    throw error;
  }
}

/** Titles that have stills which nobody has put to use yet. */
export async function titlesWithStills({ sql }: Studio): Promise<readonly string[]> {
  const rows = await sql.db
    .selectFrom('outputs')
    .innerJoin('jobs', 'jobs.id', 'outputs.job')
    .innerJoin('titles', 'titles.id', 'outputs.title')
    .select('outputs.title')
    .distinct()
    .where('outputs.accepted', '=', 1)
    .where('jobs.part', '=', 'stills')
    .where('jobs.state', '=', 'done')
    .where('titles.state', '<>', 'removed')
    .execute();
  return rows.map(({ title }) => title);
}
