import type { Run } from '../../../host/index.ts';
import { indexedWords, keywordsIn, troubleOfOperation } from '../analysis.ts';
import type { Document, Operation, Outcome } from '../index.ts';
import { pairsOf } from '../slips.ts';
import { type Fragment, joined, sql } from './fragment.ts';
import { columnOf, type IndexTables, singleFields } from './tables.ts';

/** How long the version of what was deleted is remembered. */
const rememberedMs = 3_600_000;

/** Writes and deletes in the transaction that `run` is of. */
export async function write(
  run: Run,
  index: IndexTables,
  { operations, now }: { readonly operations: readonly Operation[]; readonly now: number },
): Promise<Outcome[]> {
  const ids = JSON.stringify([...new Set(operations.map(({ id }) => id))]);
  const stored = await storedOf(run, index, ids);
  const versions = await versionsOf(run, index, { ids, stored });
  const standing = new Map<string, Operation>();
  const outcomes = operations.map((operation): Outcome => {
    const { id, version } = operation;
    const why = troubleOfOperation(index.mapping, operation);
    if (why !== undefined) return { id, outcome: 'refused', why };
    if (version <= (versions.get(id) ?? Number.NEGATIVE_INFINITY)) return { id, outcome: 'superseded' };
    versions.set(id, version);
    standing.set(id, operation);
    return { id, outcome: 'done' };
  });
  const changes = [...standing.values()].map((operation) => ({ operation, before: stored.get(operation.id) }));
  await apply(run, index, { changes, now });
  return outcomes;
}

interface Stored {
  readonly number: number;
  readonly version: number;
  readonly document: Document;
}

async function storedOf(run: Run, { documents }: IndexTables, ids: string): Promise<Map<string, Stored>> {
  const { rows } = await run(sql`select id, number, version, source from ${documents}
    where id in (select value from json_each(${ids}))`);
  const entries = rows.map(({ id, number, version, source }): [string, Stored] => [
    String(id),
    { number: Number(number), version: Number(version), document: JSON.parse(String(source)) as Document },
  ]);
  return new Map(entries);
}

async function versionsOf(
  run: Run,
  { deleted }: IndexTables,
  { ids, stored }: { readonly ids: string; readonly stored: ReadonlyMap<string, Stored> },
): Promise<Map<string, number>> {
  const { rows } = await run(sql`select id, version from ${deleted} where id in (select value from json_each(${ids}))`);
  return new Map([
    ...rows.map(({ id, version }): [string, number] => [String(id), Number(version)]),
    ...[...stored].map(([id, { version }]): [string, number] => [id, version]),
  ]);
}

interface Change {
  readonly operation: Operation;
  readonly before: Stored | undefined;
}

/** Entries of one table: those to be taken away, and those to be put there. */
interface Entries {
  readonly gone: (readonly (string | number)[])[];
  readonly put: (readonly (string | number)[])[];
}

async function apply(
  run: Run,
  index: IndexTables,
  { changes, now }: { readonly changes: readonly Change[]; readonly now: number },
): Promise<void> {
  if (changes.length === 0) return;
  const { documents, deleted, mapping } = index;
  const { rows } = await run(sql`select coalesce(max(number), 0) as last from ${documents}`);
  let last = Number(rows[0]?.last);
  const documentRows: (string | number | null)[][] = [];
  const goneDocuments: number[] = [];
  const words: Entries = { gone: [], put: [] };
  const keywords: Entries = { gone: [], put: [] };
  const singles = singleFields(mapping);
  for (const { operation, before } of changes) {
    const { id, version, document } = operation;
    if (before === undefined && document === undefined) continue;
    const number = before?.number ?? ++last;
    if (document === undefined) goneDocuments.push(number);
    else {
      const values = singles.map((name) => (document[name] ?? null) as string | number | null);
      documentRows.push([number, id, version, ...values, JSON.stringify(document)]);
    }
    compareWords(words, number, {
      before: before === undefined ? none : indexedWords(mapping, before.document),
      after: document === undefined ? none : indexedWords(mapping, document),
    });
    compareKeywords(keywords, number, {
      before: before === undefined ? none : keywordsIn(mapping, before.document),
      after: document === undefined ? none : keywordsIn(mapping, document),
    });
  }
  await writeWords(run, index, words);
  await writeKeywords(run, index, keywords);
  const columns = joined([sql`number`, sql`id`, sql`version`, ...singles.map(columnOf), sql`source`]);
  await each(run, goneDocuments, (list) => sql`delete from ${documents} where number in (select value from ${list})`);
  await each(run, documentRows, (list) => {
    const row = joined(Array.from({ length: singles.length + 4 }, (_, place) => at(place)));
    return sql`insert or replace into ${documents} (${columns}) select ${row} from ${list}`;
  });
  await run(sql`delete from ${deleted} where at < ${now - rememberedMs}`);
  const buried = changes.filter(({ operation }) => operation.document === undefined);
  const living = changes
    .filter(({ operation }) => operation.document !== undefined)
    .map(({ operation }) => operation.id);
  await each(run, living, (list) => sql`delete from ${deleted} where id in (select value from ${list})`);
  await each(
    run,
    buried.map(({ operation: { id, version } }) => [id, version]),
    (list) => sql`insert or replace into ${deleted} (id, version, at) select ${at(0)}, ${at(1)}, ${now} from ${list}`,
  );
}

const none = new Map<string, never>();

interface Both<Value> {
  readonly before: ReadonlyMap<string, Value>;
  readonly after: ReadonlyMap<string, Value>;
}

function compareWords({ gone, put }: Entries, number: number, { before, after }: Both<number>): void {
  for (const word of before.keys()) if (!after.has(word)) gone.push([word, number]);
  for (const [word, weight] of after) if (before.get(word) !== weight) put.push([word, number, weight]);
}

function compareKeywords(
  { gone, put }: Entries,
  number: number,
  { before, after }: Both<{ readonly field: string; readonly compared: string; readonly value: string }>,
): void {
  for (const [key, { field, compared }] of before) if (!after.has(key)) gone.push([field, compared, number]);
  for (const [key, { field, compared, value }] of after) {
    if (before.get(key)?.value !== value) put.push([field, compared, number, value]);
  }
}

/** Words that no document had before get their pairs, and those that none has any more lose them. */
async function writeWords(run: Run, { words, pairs }: IndexTables, { gone, put }: Entries): Promise<void> {
  const wordsIn = (entries: Entries['put']) => [...new Set(entries.map(([word]) => String(word)))];
  const unknown = (list: readonly string[]) =>
    strangers(
      run,
      sql`select value as word from json_each(${JSON.stringify(list)}) as mine
      where not exists (select 1 from ${words} where word = mine.value)`,
    );
  const come = put.length === 0 ? [] : await unknown(wordsIn(put));
  await each(
    run,
    gone,
    (list) => sql`delete from ${words} where (word, document) in (select ${at(0)}, ${at(1)} from ${list})`,
  );
  await each(
    run,
    put,
    (list) => sql`insert or replace into ${words} (word, document, weight)
      select ${at(0)}, ${at(1)}, ${at(2)} from ${list}`,
  );
  const left = gone.length === 0 ? [] : await unknown(wordsIn(gone));
  const pairsIn = (list: readonly string[]) => list.flatMap((word) => pairsOf(word).map((pair) => [pair, word]));
  await each(
    run,
    pairsIn(come),
    (list) => sql`insert or ignore into ${pairs} (pair, word) select ${at(0)}, ${at(1)} from ${list}`,
  );
  await each(
    run,
    pairsIn(left),
    (list) => sql`delete from ${pairs} where (pair, word) in (select ${at(0)}, ${at(1)} from ${list})`,
  );
}

async function writeKeywords(run: Run, { keywords }: IndexTables, { gone, put }: Entries): Promise<void> {
  await each(
    run,
    gone,
    (list) => sql`delete from ${keywords} where (field, compared, document) in
      (select ${at(0)}, ${at(1)}, ${at(2)} from ${list})`,
  );
  await each(
    run,
    put,
    (list) => sql`insert or replace into ${keywords} (field, compared, document, value)
      select ${at(0)}, ${at(1)}, ${at(2)}, ${at(3)} from ${list}`,
  );
}

async function strangers(run: Run, statement: Fragment): Promise<string[]> {
  return (await run(statement)).rows.map(({ word }) => String(word));
}

/** One statement for all of a list, which goes to the database as one text. */
async function each(run: Run, list: readonly unknown[], statement: (list: Fragment) => Fragment): Promise<void> {
  if (list.length > 0) await run(statement(sql`json_each(${JSON.stringify(list)}) as list`));
}

/** What stands at a place of each entry of such a list. */
function at(place: number): Fragment {
  return { sql: `list.value ->> ${place}`, values: [] };
}
