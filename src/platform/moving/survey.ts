import type { TableShape } from '../../engines/rows/index.ts';
import { tableOf } from '../../engines/rows/sqlite/tables.ts';
import type { SqliteReader } from '../../host/index.ts';
import type { EnginePortName } from '../engines/ports/index.ts';
import type { Source } from './source.ts';
import { countOf, tablesIn } from './tables.ts';

/** What a port keeps. */
export interface Survey {
  /** In plural: `rows`, `objects`, `records` … */
  readonly what: string;
  readonly count: number;
  /** About. */
  readonly bytes: number;
}

/** Looks through what a port of the old installation keeps. */
export async function surveyOf(port: EnginePortName, source: Source): Promise<Survey> {
  switch (port) {
    case 'objects':
      return surveyObjects(source);
    case 'sql':
      return surveySql(source);
    case 'log':
      return { what: 'records', ...counted(source.log, 'select count(*), sum(octet_length(value)) from records') };
    case 'queue':
      return { what: 'tickets', ...counted(source.queue, 'select count(*), sum(octet_length(body)) from tickets') };
    case 'sessions':
      return { what: 'sessions', ...counted(source.sessions, 'select count(*), sum(octet_length(value)) from items') };
    case 'rows':
      return surveyRows(source);
    default:
      throw new TypeError(`${port} is not carried`);
  }
}

async function surveyObjects({ objects }: Source): Promise<Survey> {
  let [count, bytes] = [0, 0];
  for (let after: string | undefined; ; ) {
    const found = await objects.list(after, 1_000);
    for (const info of found) bytes += info.bytes;
    count += found.length;
    after = found.at(-1)?.key;
    if (found.length < 1_000) return { what: 'objects', count, bytes };
  }
}

function surveySql({ tables }: Source): Survey {
  let [count, bytes] = [0, 0];
  for (const { file } of tables) {
    for (const table of tablesIn(file)) count += countOf(file, table);
    bytes += counted(file, 'select page_count, page_size * page_count from pragma_page_count, pragma_page_size').bytes;
  }
  return { what: 'rows', count, bytes };
}

function surveyRows({ rows }: Source): Survey {
  const shapes = rows?.rows({ sql: 'select shape from shapes' }) ?? [];
  const all = shapes.map(({ shape }) => {
    const { name } = JSON.parse(String(shape)) as TableShape;
    return counted(rows, `select count(*), sum(bytes) from ${tableOf(name)}`);
  });
  const sum = (one: 'count' | 'bytes') => all.reduce((total, each) => total + each[one], 0);
  return { what: 'wide rows', count: sum('count'), bytes: sum('bytes') };
}

function counted(file: SqliteReader | undefined, sql: string): Pick<Survey, 'count' | 'bytes'> {
  const [count = 0, bytes = 0] = Object.values(file?.rows({ sql })[0] ?? {}).map(Number);
  return { count, bytes };
}
