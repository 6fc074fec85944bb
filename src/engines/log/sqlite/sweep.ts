import type { SqliteFile, Statement } from '../../../host/index.ts';
import type { Keep } from '../index.ts';
import { endCodes } from './tables.ts';
import type { Topic } from './topics.ts';

/** A short transaction each time: others write as well. */
const mostAtOnce = 500;

/** Lets go what the topic need not keep. Resolves to how many records went. */
export async function sweepTopic(
  file: SqliteFile,
  topic: Topic,
  { keep, now }: { readonly keep: Keep; readonly now: number },
): Promise<number> {
  if (keep.what === 'everything') return 0;
  const before = now - keep.ms;
  const statement = keep.what === 'recent' ? old(topic.id, before) : superfluous(topic.id, before);
  if (keep.what === 'recent') await file.write(noteAge(topic.id, before));
  let dropped = 0;
  for (;;) {
    const { changes } = await file.write(statement);
    dropped += changes;
    if (changes === 0) return dropped;
  }
}

function noteAge(topic: number, before: number): Statement {
  return {
    sql: `insert into aged (topic, partition, last)
      select topic, partition, max(id) from records where topic = ? and at <= ? group by partition
      on conflict (topic, partition) do update set last = max(last, excluded.last)`,
    values: [topic, before],
  };
}

function old(topic: number, before: number): Statement {
  return {
    sql: 'delete from records where id in (select id from records where topic = ? and at <= ? order by id limit ?)',
    values: [topic, before, mostAtOnce],
  };
}

/**
 * An end goes after all that it ended, or that would rise again. Readers that left a mark and have not come so far still
 * get everything: more than the port promises.
 */
function superfluous(topic: number, before: number): Statement {
  const { key, none } = endCodes;
  return {
    sql: `delete from records where id in (
      select id from records as old
      where topic = ? and at <= ?
        and not exists (
          select 1 from readers where topic = old.topic and partition = old.partition and next <= old.id)
        and (
          exists (
            select 1 from records as later
            where later.topic = old.topic and later.key = old.key and later.id > old.id
              and (later.ends = ${key} or later.kind = old.kind))
          or (ends <> ${none} and not exists (
            select 1 from records as earlier
            where earlier.topic = old.topic and earlier.key = old.key and earlier.id < old.id
              and (old.ends = ${key} or earlier.kind = old.kind))))
      order by id limit ?)`,
    values: [topic, before, mostAtOnce],
  };
}
