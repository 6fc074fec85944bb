import type { Finding, TitleMetadata } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { newJob } from '../encode/job-rows.ts';
import { joinBatch } from '../encode/order.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { doomFiles, keepFiles, type StoredFile } from '../files.ts';
import { tellHooks } from '../hooks/tell-hooks.ts';
import { metadataColumns } from '../metadata/title-metadata.ts';
import { onceOrAlways, type TokenKey } from '../once.ts';
import { guessedWork } from '../progress/weights.ts';
import type { Studio, Tx } from '../studio.ts';

export interface AddedSource {
  readonly title: string;
  readonly already: boolean;
}

/** How an addition is made part of a larger change: an idempotency token, an upload's row. */
export interface Addition extends TokenKey {
  also?(tx: Tx, added: AddedSource): Promise<void>;
}

export interface NewSource {
  readonly file: StoredFile;
  readonly said: TitleMetadata;
  /** What is to be told of what lay beside it. */
  readonly asides?: readonly Finding[];
  /** What it came in with, e.g. its folder; batches take turns. Without one it is among those that came alone. */
  readonly batch?: string;
}

/** Answers with the title that has these bytes, so that they need not be stored again. Undefined where none has. */
export async function addExisting(studio: Studio, hash: string, addition: Addition): Promise<AddedSource | undefined> {
  const none = new Error('No title has these bytes.');
  try {
    return await studio.sql.transaction((tx) =>
      onceOrAlways(studio, tx, {
        key: addition,
        effect: async () => {
          const title = await titleOfSource(tx, hash);
          if (title === undefined) throw none;
          return { title, already: true };
        },
      }),
    );
  } catch (error) {
    if (error === none) return undefined;
    throw error;
  }
}

/** The title that has these bytes, unless it has been removed. */
async function titleOfSource(tx: Tx, hash: string): Promise<string | undefined> {
  const row = await tx.selectFrom('titles').select('id').where('live_source', '=', hash).executeTakeFirst();
  return row?.id;
}

/**
 * Makes a title of a stored source and gives out its inspection. The same bytes are one title: where there is one
 * already, the newly stored file goes again.
 */
export async function addSource(studio: Studio, source: NewSource, addition: Addition = {}): Promise<AddedSource> {
  let made = false;
  const added = await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: addition,
      effect: async () => {
        const answer = await insertTitle(studio, tx, source);
        made = !answer.already;
        await addition.also?.(tx, answer);
        return answer;
      },
    }),
  );
  if (made) {
    await sendTickets(studio, 1);
    studio.wake(added.title);
  } else {
    await doomUnlessKept(studio, source.file.key);
  }
  return added;
}

/** The file of a source that turned out to be there already, or whose token had an answer. */
async function doomUnlessKept(studio: Studio, key: string): Promise<void> {
  await studio.sql.transaction(async (tx) => {
    const user = await tx.selectFrom('titles').select('id').where('source_key', '=', key).executeTakeFirst();
    if (user === undefined) await doomFiles(tx, [key]);
  });
}

async function insertTitle(
  studio: Studio,
  tx: Tx,
  { file, said, asides = [], batch = '' }: NewSource,
): Promise<{ title: string; already: boolean }> {
  const existing = await titleOfSource(tx, file.hash);
  if (existing !== undefined) return { title: existing, already: true };
  const title = studio.makeId();
  const addedAt = studio.clock.now();
  const isNew = await studio.sql.insertOnce(tx, 'titles', {
    keys: ['live_source'],
    row: {
      id: title,
      ...metadataColumns(said),
      languages: null,
      asides: JSON.stringify(asides),
      tracks_said: 0,
      tracks_told: 0,
      state: 'inspecting',
      source_hash: file.hash,
      source_key: file.key,
      live_source: file.hash,
      added_at: addedAt,
      findings: '[]',
      why: null,
      duration_seconds: null,
      plan_hash: null,
      plan_key: null,
      ladder: null,
      version: null,
      version_count: 0,
      purge_at: null,
      removed_from: null,
      removed_at: null,
      replacing: null,
      changed: 0,
      wall_changed: 0,
      paused: 0,
      held: null,
      bytes_wanted: 0,
      settings: null,
      batch,
    },
  });
  if (!isNew) {
    // Somebody else has added the same bytes since.
    const other = await studio.sql.lock(tx, 'titles', { live_source: file.hash });
    if (other === undefined) throw studioErrors.error('studio.busy', { name: `source ${file.hash}` });
    return { title: other.id, already: true };
  }
  await touchTitle(tx, title, { wall: true });
  await tellHooks(studio, tx, { type: 'title.added', title });
  await keepFiles(tx, [file], title);
  await joinBatch(studio, tx, batch);
  const job = { title, source: file.hash, titleAt: addedAt, part: 'inspect' as const, sequence: 0, batch };
  await tx
    .insertInto('jobs')
    .values(newJob(studio.makeId(), { ...job, task: { kind: 'inspect' }, work: guessedWork(file.bytes) }))
    .execute();
  return { title, already: false };
}
