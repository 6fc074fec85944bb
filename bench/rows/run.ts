// How fast rows are written and read, by adapter: many partitions, one large one, and rows of each size.
// `node bench/rows/run.ts [--json] [--rows=1000000] [--partitions=10000] [--one=100000] [--adapters=sqlite,cassandra]
//   [--seconds=5]`; what is not embedded is found as in `npm run real`.
import { parseArgs } from 'node:util';
import type { Rows, Table } from '../../src/engines/rows/index.ts';
import type { RowsAdapter } from '../../src/engines/rows/testing/adapter.ts';
import { seededRandom, systemClock } from '../../src/kit/index.ts';
import { type Figure, type Figures, print } from './table.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string', default: '1000000' },
    partitions: { type: 'string', default: '10000' },
    one: { type: 'string', default: '100000' },
    adapters: { type: 'string', default: 'sqlite,cassandra' },
    seconds: { type: 'string', default: '5' },
  },
});
const [rowCount, partitions, one, seconds] = [values.rows, values.partitions, values.one, values.seconds].map(Number);
const atOnce = 16;
/** As large as rows get, and what one batch of them may have. */
const sizes = { '100 B': 100, '1 KB': 1_000, '10 KB': 10_000, '100 KB': 100_000, '1 MB': 1_000_000 };

/** What a profile watched: newest first, a hundred bytes a row. */
const viewings = {
  name: 'viewings',
  partition: { profile: 'integer' },
  clustering: { at: 'integer descending' },
  columns: { title: 'text', position: 'integer', done: 'boolean', device: 'text' },
} as const;
const blobs = { name: 'blobs', partition: { id: 'integer' }, clustering: {}, columns: { data: 'bytes' } } as const;

const all: Figures[] = [];
for (const name of values.adapters.split(',')) all.push(await measured(name));
print(all, { json: values.json, rows: rowCount ?? 0, partitions: partitions ?? 0, one: one ?? 0 });

async function measured(name: string): Promise<Figures> {
  const { adapter } = (await import(`../../src/engines/rows/testing/${name}.ts`)) as { readonly adapter: RowsAdapter };
  const { place, remove } = await adapter.newPlace();
  const rows = await adapter.open(place);
  try {
    return { adapter: name, figures: [...(await ofViewings(rows)), ...(await ofSizes(rows))] };
  } finally {
    await rows.close();
    await remove();
  }
}

async function ofViewings(rows: Rows): Promise<Figure[]> {
  const table = await rows.table(viewings);
  const random = seededRandom(1);
  const each = Math.floor((rowCount ?? 0) / (partitions ?? 1));
  const figures = [
    await filled('write, 100 rows a batch', { from: 0, partitions: partitions ?? 0, each, batch: 100 }),
    await filled('write one partition, 500 a batch', { from: -1, partitions: 1, each: one ?? 0, batch: 500 }),
    await timed('write one row', () => write(table, any(), [{ at: each + any(), n: 1 }])),
    await timed('get a row', () => table.get({ profile: any(), at: Math.floor(random.float() * each) })),
    await timed('newest 20 of a partition', () => table.read({ profile: any() }, { limit: 20 })),
    await timed('all of a partition', () => table.read({ profile: any() }, { limit: 5000 }), each),
    await timed('newest 100 of the large one', () => table.read({ profile: -1 }, { limit: 100 })),
    await timed('100 in the midst of the large one', () =>
      table.read({ profile: -1 }, { limit: 100, from: { at: Math.floor(random.float() * (one ?? 0)) } }),
    ),
    await paged(table),
  ];
  return figures;

  function any(): number {
    return Math.floor(random.float() * (partitions ?? 1));
  }

  async function filled(what: string, plan: Plan): Promise<Figure> {
    const jobs: (() => Promise<void>)[] = [];
    for (let first = 0; first < plan.each; first += plan.batch)
      for (let p = 0; p < plan.partitions; p += 1) {
        const length = Math.min(plan.batch, plan.each - first);
        const batch = Array.from({ length }, (_, n) => ({ at: first + n, n }));
        jobs.push(() => write(table, plan.from + p, batch));
      }
    return worked(what, jobs, plan.batch);
  }
}

interface Plan {
  readonly from: number;
  readonly partitions: number;
  readonly each: number;
  readonly batch: number;
}

function write(
  table: Table<typeof viewings>,
  profile: number,
  batch: readonly { readonly at: number; readonly n: number }[],
) {
  const put = ({ at, n }: { readonly at: number; readonly n: number }) =>
    ({
      do: 'put',
      row: {
        at,
        title: `title-${(profile * 7919 + n) % 10_000}`.padEnd(40, '.'),
        position: n,
        done: n % 3 === 0,
        device: 'television',
      },
    }) as const;
  return table.write({ profile }, batch.map(put));
}

async function paged(table: Table<typeof viewings>): Promise<Figure> {
  const began = systemClock.now();
  const cpu = process.cpuUsage();
  let rows = 0;
  for (let after: string | undefined; ; ) {
    const page = await table.read({ profile: -1 }, { limit: 1000, after });
    rows += page.rows.length;
    if (page.next === undefined) break;
    after = page.next;
  }
  return figureOf('all of the large one, page by page', { count: rows, began, cpu, times: [] });
}

async function ofSizes(rows: Rows): Promise<Figure[]> {
  const table = await rows.table(blobs);
  const figures: Figure[] = [];
  for (const [size, bytes] of Object.entries(sizes)) {
    const data = new Uint8Array(bytes).fill(7);
    const kept = Math.max(8, Math.min(1000, Math.floor(50_000_000 / bytes)));
    let n = 0;
    figures.push(
      await timed(`write a row of ${size}`, () => table.write({ id: n++ % kept }, [{ do: 'put', row: { data } }])),
      await timed(`read a row of ${size}`, () => table.get({ id: n++ % kept })),
    );
  }
  return figures;
}

/** The same for some seconds, several at once; a count of `rows` each time. */
async function timed(what: string, act: () => Promise<unknown>, rows = 1): Promise<Figure> {
  const until = systemClock.now() + (seconds ?? 5) * 1000;
  const jobs = { next: () => (systemClock.now() < until ? act : undefined) };
  return run(what, jobs.next, rows);
}

function worked(what: string, jobs: (() => Promise<void>)[], rows: number): Promise<Figure> {
  let next = 0;
  return run(what, () => jobs[next++], rows);
}

async function run(what: string, next: () => (() => Promise<unknown>) | undefined, rows: number): Promise<Figure> {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const began = systemClock.now();
  const lane = async () => {
    for (let job = next(); job !== undefined; job = next()) {
      const from = performance.now();
      await job();
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return figureOf(what, { count: times.length * rows, began, cpu, times });
}

interface Measured {
  readonly count: number;
  readonly began: number;
  readonly cpu: NodeJS.CpuUsage;
  readonly times: readonly number[];
}

function figureOf(what: string, { count, began, cpu, times }: Measured): Figure {
  const { user, system } = process.cpuUsage(cpu);
  const sorted = times.toSorted((a, b) => a - b);
  return {
    what,
    rowsPerSecond: (count * 1000) / Math.max(1, systemClock.now() - began),
    cpuMicroseconds: (user + system) / Math.max(1, count),
    p99Ms: sorted[Math.floor(sorted.length * 0.99)],
  };
}
