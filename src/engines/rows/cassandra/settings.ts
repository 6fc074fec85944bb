import type { Client } from 'cassandra-driver';
import { type Finding, fine, wrong } from '../../connection/index.ts';

const mebibyte = 1024 * 1024;
const units: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: mebibyte, GiB: 1024 * mebibyte };

interface Limit {
  readonly setting: string;
  readonly atLeast: number;
  readonly why: string;
}

/** What nodes must be set to, at least. Absent or below zero means: no limit. */
const limits: readonly Limit[] = [
  {
    setting: 'max_mutation_size',
    atLeast: 5 * mebibyte,
    why: 'a batch has up to 4 MiB (unset, it is half a segment of the commit log)',
  },
  { setting: 'native_transport_max_frame_size', atLeast: 5 * mebibyte, why: 'a batch has up to 4 MiB' },
  { setting: 'column_value_size_fail_threshold', atLeast: mebibyte, why: 'a value has up to 1 MiB' },
  { setting: 'partition_size_fail_threshold', atLeast: 20 * mebibyte, why: 'a partition has up to 10 MB' },
  { setting: 'tombstone_failure_threshold', atLeast: 100_000, why: 'a page may lie behind many deletions' },
  { setting: 'page_size_fail_threshold', atLeast: 5_000, why: 'a page has up to 5,000 rows' },
];

/** Settings of the node that answers. They are in a file of each node, and a restart takes them up. */
export async function* settingsOf(client: Client): AsyncIterable<Finding> {
  const values = new Map<string, string>();
  try {
    const { rows } = await client.execute('SELECT name, value FROM system_views.settings', [], { fetchSize: 5000 });
    for (const { name, value } of rows) values.set(String(name), String(value ?? ''));
  } catch {
    yield fine('settings', 'Settings cannot be looked at by this user.');
    return;
  }
  let faults = 0;
  for (const { setting, atLeast, why } of limits) {
    const value = numberOf(values.get(setting));
    if (value === undefined || value >= atLeast) continue;
    faults += 1;
    yield wrong(
      'settings',
      'settings',
      `${setting} is ${values.get(setting)}, and ${why}: set it to ${atLeast >= mebibyte ? `${Math.ceil(atLeast / mebibyte)}MiB` : atLeast} or more in cassandra.yaml.`,
    );
  }
  if (values.get('commitlog_sync') === 'periodic')
    yield fine(
      'durability',
      `Writes reach a node's disk within ${values.get('commitlog_sync_period')}: what one node loses the others have.`,
    );
  if (faults === 0) yield fine('settings', 'Sizes and limits are as Bijou needs them.');
}

/** As a number of bytes, or of things; undefined where there is no limit. */
function numberOf(text = ''): number | undefined {
  const { number, unit = 'B' } = /^(?<number>-?\d+)(?<unit>B|KiB|MiB|GiB)?$/.exec(text)?.groups ?? {};
  const value = Number(number) * (units[unit] ?? 1);
  return Number.isNaN(value) || value < 0 ? undefined : value;
}
