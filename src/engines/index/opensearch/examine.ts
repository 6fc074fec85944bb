import { type BijouError, type Clock, hasCode, sentenceOf } from '../../../kit/index.ts';
import { type Examine, type Finding, fine, wrong } from '../../connection/index.ts';
import type { Index, Mapping } from '../index.ts';
import { openOpensearchIndex } from './open.ts';
import type { OpensearchOptions } from './options.ts';
import { whyNot } from './whynot.ts';
import { type Json, openWire, type Wire } from './wire.ts';

const mostOffMs = 2_000;
const leastMajor = 2;

/** What doctor tries on a cluster: see `Examine`. */
export const examineOpensearch: Examine<OpensearchOptions> = async function* (options, { clock }) {
  const wire = openWire(options);
  try {
    let about: About;
    try {
      about = await wire.ask<About>({ method: 'GET', path: '/' });
    } catch (error) {
      yield whyNot((error as Error).cause ?? error, options);
      return;
    }
    yield fine('connect', `${options.nodes.length} of the cluster’s addresses given, and it answers.`);
    const isPlain = options.nodes.some((node) => node.startsWith('http:'));
    yield fine('encryption', isPlain ? 'Connections are plain.' : 'Connections are encrypted.');
    const old = tooOld(about);
    yield old;
    if (old.wrong !== undefined) return;
    yield* health(wire, options);
    yield* settings(wire, options);
    yield* use(options, clock);
    yield await clockOf(wire, clock);
  } catch (error) {
    yield wrong('look at it', 'down', `The cluster answered, and then no more: ${sentenceOf(error)}`);
  } finally {
    await wire.close();
  }
};

interface About {
  readonly version?: { readonly number?: string; readonly distribution?: string };
}

function tooOld({ version = {} }: About): Finding {
  const { number = '', distribution } = version;
  if (distribution !== 'opensearch')
    return wrong(
      'version',
      'too-old',
      `This is Elasticsearch ${number} or something else, and no OpenSearch: Bijou is tried with OpenSearch 2 and later.`,
    );
  if (Number(number.split('.')[0]) < leastMajor)
    return wrong('version', 'too-old', `This is OpenSearch ${number}: Bijou needs 2.0 or later.`);
  return fine('version', `OpenSearch ${number}.`);
}

interface Health {
  readonly status: string;
  readonly number_of_data_nodes: number;
  readonly unassigned_shards: number;
}

async function* health(wire: Wire, { replicas }: OpensearchOptions): AsyncIterable<Finding> {
  const {
    status,
    number_of_data_nodes: nodes,
    unassigned_shards: unassigned,
  } = await wire.ask<Health>({
    method: 'GET',
    path: '/_cluster/health',
  });
  if (status === 'red')
    yield wrong(
      'health',
      'down',
      `The cluster is red: ${unassigned} shards are nowhere. "GET _cluster/allocation/explain" says why.`,
    );
  else if (replicas >= nodes)
    yield wrong(
      'replication',
      'settings',
      `"replicas" is ${replicas}, and there ${nodes === 1 ? 'is 1 data node' : `are ${nodes} data nodes`}: add some, or lower it.`,
    );
  else if (replicas === 0)
    yield wrong(
      'replication',
      'settings',
      'There is one copy of the index: with its node, nothing is found until it was filled again. Set "replicas" to 1.',
    );
  else if (status === 'yellow')
    yield wrong(
      'health',
      'settings',
      `The cluster is yellow: ${unassigned} copies of shards are nowhere. Look whether all nodes run.`,
    );
  else yield fine('health', `The cluster is green, with ${nodes} data nodes.`);
}

async function* settings(wire: Wire, { prefix }: OpensearchOptions): AsyncIterable<Finding> {
  const told = await wire.ask<Record<string, Record<string, unknown>>>({
    method: 'GET',
    path: '/_cluster/settings',
    query: { include_defaults: true, flat_settings: true },
  });
  const of = (name: string) => String({ ...told.defaults, ...told.persistent, ...told.transient }[name] ?? '');
  if (of('script.allowed_types') === 'none')
    yield wrong(
      'settings',
      'settings',
      'The cluster runs no scripts (script.allowed_types): scores of groups need them. Allow "inline".',
    );
  const blocked = await wire.askFor<Json>({ method: 'GET', path: `/${prefix}.*/_settings/index.blocks.*` });
  const names = Object.entries(blocked ?? {})
    .filter(([, set]) => JSON.stringify(set).includes('"true"'))
    .map(([name]) => name);
  if (names.length > 0)
    yield wrong(
      'settings',
      'settings',
      `${names.join(', ')} can only be read: most often a disk is full (flood stage). Make room; then "PUT ${names[0]}/_settings" with index.blocks.read_only_allow_delete null, if it does not go by itself.`,
    );
  const made = of('action.auto_create_index') === 'false' ? 'only' : 'not only';
  yield fine('settings', `Indexes are made ${made} where somebody asks for one; Bijou minds neither.`);
}

const mapping: Mapping = { fields: { name: { type: 'text' }, group: { type: 'keyword' } } };

/** Everything that Bijou does, on an index that is gone afterwards. */
async function* use(options: OpensearchOptions, clock: Clock): AsyncIterable<Finding> {
  const index: Index = await openOpensearchIndex({ options });
  const name = `doctor-${clock.now()}`;
  let doing = 'make an index';
  try {
    await index.create(name, mapping);
    doing = 'lead an alias to it';
    await index.alias(`${name}-alias`, name);
    doing = 'write';
    const [written] = await index.bulk(name, [{ id: '1', version: 1, document: { name: 'doctor', group: 'g' } }]);
    if (written?.outcome !== 'done')
      yield wrong('write', 'down', `A document was ${written?.outcome}: ${written?.why ?? 'no shard took it'}.`);
    await index.refresh(name);
    doing = 'search';
    const { total } = await index.search(`${name}-alias`, { words: { text: 'doctor' }, group: 'group', limit: 1 });
    if (total === 1)
      yield fine('permissions', `Indexes are made, written, searched and taken away under ${options.prefix}.`);
    else yield wrong('search', 'slow', 'What was written is not found after a refresh.');
  } catch (error) {
    const isDenied = hasCode(error, 'index.refused');
    const why = isDenied ? (error as BijouError).details.why : sentenceOf(error);
    yield wrong(
      isDenied ? 'permissions' : doing,
      isDenied ? 'permissions' : hasCode(error, 'index.read-only') ? 'settings' : 'down',
      `To ${doing} failed: ${why}${isDenied ? ` Bijou's user needs all of indices_all on ${options.prefix}.*, and cluster_monitor.` : ''}`,
    );
  } finally {
    await index.drop(name).catch(() => undefined);
    await index.close();
  }
}

/** Nodes tell the time of their statistics. */
async function clockOf(wire: Wire, clock: Clock): Promise<Finding> {
  const before = clock.now();
  const { nodes } = await wire.ask<{
    readonly nodes: Readonly<Record<string, { readonly name: string; readonly timestamp: number }>>;
  }>({
    method: 'GET',
    path: '/_nodes/stats/jvm',
  });
  const after = clock.now();
  for (const { name, timestamp } of Object.values(nodes)) {
    const off = timestamp < before ? timestamp - before : Math.max(0, timestamp - after);
    if (Math.abs(off) > mostOffMs)
      return wrong(
        'clock',
        'clock',
        `The clock of ${name} is ${Math.abs(off / 1000).toFixed(1)} s ${off > 0 ? 'ahead of' : 'behind'} ours. Let all machines follow one NTP.`,
      );
  }
  return fine('clock', 'Clocks agree within two seconds.');
}
