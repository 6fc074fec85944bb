import type { Run, SqliteFile } from '../../../host/index.ts';
import type { Keep, TopicSettings } from '../index.ts';

export interface Topic {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
}

export interface Topics {
  /** The topic, made where it is new. */
  of(name: string): Promise<Topic>;
  declare(name: string, settings: TopicSettings): Promise<void>;
  /** What it keeps, as whichever process declared last said. */
  keepOf(topic: Topic): Promise<Keep>;
}

/** The topics of a file. They are remembered: but for what they keep they never change. */
export function openTopics(file: SqliteFile, { partitions: usual }: { readonly partitions: number }): Topics {
  const known = new Map<string, Topic>();

  async function of(name: string, partitions = usual): Promise<Topic> {
    const topic = known.get(name) ?? (await file.transaction((run) => findOrMake(run, name, partitions)));
    known.set(name, topic);
    return topic;
  }

  async function keepText(id: number): Promise<unknown> {
    const { rows } = await file.read({ sql: 'select keep from topics where id = ?', values: [id] });
    return rows[0]?.keep;
  }

  return {
    of: (name) => of(name),
    async declare(name, { partitions, keep }) {
      const { id } = await of(name, partitions);
      const text = JSON.stringify(keep);
      // Declared at every start: most often it is written already.
      if ((await keepText(id)) === text) return;
      await file.write({ sql: 'update topics set keep = ? where id = ?', values: [text, id] });
    },
    async keepOf({ id }) {
      const text = await keepText(id);
      return typeof text === 'string' ? JSON.parse(text) : { what: 'everything' };
    },
  };
}

async function findOrMake(run: Run, name: string, partitions: number): Promise<Topic> {
  await run({
    sql: 'insert into topics (name, partitions) values (?, ?) on conflict (name) do nothing',
    values: [name, partitions],
  });
  const { rows } = await run({ sql: 'select id, partitions from topics where name = ?', values: [name] });
  return { id: Number(rows[0]?.id), name, partitions: Number(rows[0]?.partitions) };
}
