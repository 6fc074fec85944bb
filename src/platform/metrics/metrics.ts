import type { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CallMeter } from './meter.ts';

/** What this process counts, for whoever scrapes it. Nothing is counted, and nothing loaded for it, until somebody does. */
export interface Metrics {
  ofEngine(port: string, adapter: string): CallMeter;
  /** A level that is asked for at each scrape; one that cannot be told is left out of that. Several may share a name. */
  watch(level: Level): void;
  /** In the words of Prometheus. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>;
}

export interface Level {
  /** `bijou_queue_visible`. */
  readonly name: string;
  readonly help: string;
  /** By its labels, each reading has its own. */
  readonly labels: readonly string[];
  read(): Promise<readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]>;
}

/** Seconds: a cache answers in less than a millisecond, a database in some, a long poll in twenty. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface Counting {
  readonly registry: Registry;
  readonly seconds: Histogram;
  readonly errors: Counter;
}

export function openMetrics(): Metrics {
  const levels: Level[] = [];
  let counting: Counting | undefined;
  let loading: Promise<Counting> | undefined;
  let gauges: Gauges | undefined;
  /** By name. */
  const added = new Map<string, Level[]>();

  function add(level: Level, on: Gauges): void {
    const same = added.get(level.name);
    if (same !== undefined) same.push(level);
    else {
      const all = [level];
      added.set(level.name, all);
      gaugeOf(all, on);
    }
  }

  async function load(): Promise<Counting> {
    const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client');
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    counting = {
      registry,
      seconds: new Histogram({
        name: 'bijou_engine_call_seconds',
        help: 'How long calls to engines take, each attempt by itself.',
        labelNames: ['port', 'adapter', 'call'],
        buckets,
        registers: [registry],
      }),
      errors: new Counter({
        name: 'bijou_engine_call_errors_total',
        help: 'Attempts that an engine failed.',
        labelNames: ['port', 'adapter', 'call', 'code'],
        registers: [registry],
      }),
    };
    for (const level of levels) add(level, { Gauge, registry });
    gauges = { Gauge, registry };
    return counting;
  }

  return {
    ofEngine(port, adapter) {
      const known = new Map<string, { observe(seconds: number): void }>();
      function observe({ seconds }: Counting, call: string, ms: number): void {
        const child = known.get(call) ?? seconds.labels(port, adapter, call);
        known.set(call, child);
        child.observe(ms / 1000);
      }
      return {
        answered(call, ms) {
          if (counting !== undefined) observe(counting, call, ms);
        },
        failed(call, ms, code) {
          if (counting === undefined) return;
          observe(counting, call, ms);
          counting.errors.labels(port, adapter, call, code).inc();
        },
      };
    },
    watch(level) {
      levels.push(level);
      if (gauges !== undefined) add(level, gauges);
    },
    async text() {
      loading ??= load();
      const { registry } = await loading;
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

interface Gauges {
  readonly Gauge: typeof Gauge;
  readonly registry: Registry;
}

function gaugeOf(all: readonly Level[], { Gauge: Made, registry }: Gauges): void {
  const [{ name, help, labels } = { name: '', help: '', labels: [] }] = all;
  new Made({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    async collect() {
      this.reset();
      const readings = await Promise.all(all.map(({ read }) => read().catch(() => [])));
      for (const { labels: of, value } of readings.flat()) this.set(of, value);
    },
  });
}
