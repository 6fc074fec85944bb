import type { AnyTables } from '../../engines/sql/index.ts';
import { type EnginePortName, enginePorts } from '../engines/ports/index.ts';
import type { Settings } from '../settings.ts';
import { sha256Of } from './checksum.ts';
import { carriedPorts, type MovingPorts, type NewEngines, openFreshSql, openNewEngines } from './engines.ts';
import { movingErrors } from './errors.ts';
import { carryFiles, refuseOtherFolder } from './files.ts';
import { logMover, positionsCarried } from './log.ts';
import type { Mover, Verdict } from './mover.ts';
import { objectsMover } from './objects.ts';
import { openProgress, type Progress } from './progress.ts';
import { queueMover } from './queue.ts';
import { rowsMover } from './rows.ts';
import { sessionsMover } from './sessions.ts';
import { openSource, type ServiceTables, type Source, secretOf } from './source.ts';
import { sqlMover } from './sql.ts';
import { type Survey, surveyOf } from './survey.ts';
import { uploadsCarried } from './uploads.ts';

export interface MoveOptions extends MovingPorts {
  /** The old data folder. */
  readonly from: string;
  /** As the new configuration says. */
  readonly to: Settings;
  /** Where is kept how far it has come; never in the old folder. */
  readonly progressFolder: string;
}

/** Something that is told while a move goes on. */
export type Told =
  | { readonly did: 'surveyed'; readonly port: EnginePortName; readonly to: string; readonly survey: Survey }
  | {
      readonly did: 'began';
      readonly port: EnginePortName;
      readonly what: 'carrying' | 'verifying';
      readonly count: number;
    }
  /** Since the last one. */
  | { readonly did: 'went on'; readonly port: EnginePortName; readonly count: number; readonly bytes: number }
  | {
      readonly did: 'carried';
      readonly port: EnginePortName;
      readonly count: number;
      readonly bytes: number;
      readonly seconds: number;
    }
  | { readonly did: 'left'; readonly port: EnginePortName; readonly sentence: string }
  | { readonly did: 'verified'; readonly port: EnginePortName; readonly seconds: number; readonly verdict: Verdict }
  | { readonly did: 'finished'; readonly isEqual: boolean; readonly isOld: boolean };

/** In this order: tables say where the log has been read up to, and which uploads are under way. */
const order: readonly EnginePortName[] = ['objects', 'log', 'sql', 'queue', 'rows', 'sessions'];

interface Opened {
  readonly source: Source;
  readonly progress: Progress;
  readonly engines: NewEngines;
  readonly ports: readonly EnginePortName[];
}

/**
 * Carries an installation into the engines that a configuration names, and tells what it does. May be ended at any
 * moment, by kill too, and called again: it goes on. Errors: errors.ts, and those of engines that are away for long.
 */
export async function* move(options: MoveOptions): AsyncGenerator<Told> {
  const { clock } = options;
  yield* opened(options, async function* ({ source, progress, engines, ports }) {
    if ((await progress.get<boolean>('finished')) === true)
      return yield { did: 'finished', isEqual: true, isOld: true };
    await refuseOtherMove(options, { source, progress });
    if (options.to.dataFolder !== options.from) carryFiles(options.from, options.to.dataFolder, options.random);
    const movers: Mover[] = [];
    for (const port of ports) movers.push(await moverOf(port, { source, progress, engines, ports }, options));
    const surveys = new Map<EnginePortName, Survey>();
    for (const port of ports) {
      const survey = await surveyOf(port, source);
      surveys.set(port, survey);
      yield { did: 'surveyed', port, to: options.to.engines[port].adapter, survey };
    }
    for (const { port, refuseTaken } of movers) {
      if ((await progress.get<boolean>(`empty/${port}`)) === true) continue;
      await refuseTaken();
      await progress.set(`empty/${port}`, true);
    }
    for (const { port, carry } of movers) {
      if ((await progress.get<boolean>(`carried/${port}`)) === true) continue;
      yield { did: 'began', port, what: 'carrying', count: surveys.get(port)?.count ?? 0 };
      const began = clock.monotonic();
      const total = { count: 0, bytes: 0 };
      yield* watched(port, total, carry);
      await progress.set(`carried/${port}`, true);
      yield { did: 'carried', port, ...total, seconds: (clock.monotonic() - began) / 1000 };
      for (const [key, why] of await progress.all<string>(`${port}/left/`))
        yield { did: 'left', port, sentence: `${key}: ${why}` };
    }
    let isEqual = true;
    for (const { port, verify } of movers) {
      yield { did: 'began', port, what: 'verifying', count: surveys.get(port)?.count ?? 0 };
      const began = clock.monotonic();
      let verdict: Verdict = { checksums: { source: '', target: '' }, differences: [] };
      yield* watched(port, { count: 0, bytes: 0 }, async (onCarried) => {
        verdict = await verify(onCarried);
      });
      const { source: one, target: other } = verdict.checksums;
      if (verdict.differences.length > 0 || one !== other) isEqual = false;
      yield { did: 'verified', port, verdict, seconds: (clock.monotonic() - began) / 1000 };
    }
    if (isEqual) await progress.set('finished', true);
    yield { did: 'finished', isEqual, isOld: false };
  });
}

/** Tells what a move would carry, and where to; looks whether what is named answers and is empty, and carries nothing. */
export async function* surveyMove(options: MoveOptions): AsyncGenerator<Told> {
  refuseOtherFolder(options.from, options.to.dataFolder);
  yield* opened(options, async function* (all) {
    for (const port of all.ports) {
      const { adapter } = options.to.engines[port];
      yield { did: 'surveyed', port, to: adapter, survey: await surveyOf(port, all.source) };
      // What lies in a folder is made when something comes into it.
      if (adapter === enginePorts[port].embedded) continue;
      if ((await all.progress.get<boolean>(`empty/${port}`)) === true) continue;
      await (await moverOf(port, all, options)).refuseTaken();
    }
  });
}

async function* opened(
  { from, to, progressFolder, ...ports }: MoveOptions,
  body: (opened: Opened) => AsyncGenerator<Told>,
): AsyncGenerator<Told> {
  const carried = order.filter((port) => carriedPorts(from, to).includes(port));
  if (carried.length === 0)
    throw movingErrors.error('moving.nothing-to-do', { config: to.configFile ?? 'The configuration', folder: from });
  if (carried.includes('log') && !carried.includes('sql')) throw movingErrors.error('moving.half', { folder: from });
  const progress = await openProgress(progressFolder, ports);
  try {
    const source = await openSource(from, { scratch: `${progressFolder}/copies` });
    try {
      const engines = await openNewEngines(to, { progressFolder, ...ports });
      try {
        yield* body({ source, progress, engines, ports: carried });
      } finally {
        await engines.close();
      }
    } finally {
      source.close();
    }
  } finally {
    await progress.close();
  }
}

/** Errors: `moving.another`, `moving.changed`. */
async function refuseOtherMove(
  { from, to, progressFolder }: MoveOptions,
  { source, progress }: Pick<Opened, 'source' | 'progress'>,
): Promise<void> {
  const installation = sha256Of(secretOf(from));
  // Options show secrets by where they stand.
  const engines = JSON.stringify(order.map((port) => to.engines[port]));
  for (const [note, value, what] of [
    ['of/installation', installation, `of another installation than that in ${from}`],
    ['of/folder', to.dataFolder, `to another data folder than ${to.dataFolder}`],
    ['of/engines', engines, 'to other engines'],
  ] as const) {
    const before = await progress.get<string>(note);
    if (before !== undefined && before !== value)
      throw movingErrors.error('moving.another', { progress: progressFolder, what });
    if (before === undefined) await progress.set(note, value);
  }
  const print = (await progress.get<Record<string, string>>('of/files')) ?? source.print;
  const names = new Set([...Object.keys(print), ...Object.keys(source.print)]);
  const changed = [...names].find((name) => print[name] !== source.print[name]);
  if (changed !== undefined)
    throw movingErrors.error('moving.changed', { folder: from, file: changed, progress: progressFolder });
  await progress.set('of/files', print);
}

async function moverOf(
  port: EnginePortName,
  { source, progress, engines, ports }: Opened,
  { progressFolder, clock, random, logger }: MoveOptions,
): Promise<Mover> {
  const shared = { source, progress, clock };
  switch (port) {
    case 'objects':
      return objectsMover({ ...shared, target: await engines.objects() });
    case 'log':
      return logMover({ ...shared, target: await engines.log() });
    case 'queue':
      return queueMover({ ...shared, target: await engines.queue() });
    case 'rows':
      return rowsMover({ ...shared, target: await engines.rows() });
    case 'sessions':
      return sessionsMover({ ...shared, target: await engines.sessions() });
    case 'sql':
      return sqlMover({
        ...shared,
        open: ({ service, migrations }) => engines.sql<AnyTables>(service, migrations),
        openFresh: (tables: ServiceTables) =>
          openFreshSql(`${progressFolder}/fresh`, { ...tables, clock, random, logger }),
        standIns: async () => ({
          position: ports.includes('log') ? await positionsCarried({ source, progress }) : undefined,
          uploads: ports.includes('objects') ? await uploadsCarried(progress) : new Map(),
        }),
      });
    default:
      throw new TypeError(`${port} is not carried`);
  }
}

/** Tells of what a task does while it does it. */
async function* watched(
  port: EnginePortName,
  total: { count: number; bytes: number },
  task: (onCarried: (count: number, bytes: number) => void) => Promise<void>,
): AsyncGenerator<Told> {
  let [count, bytes, isOver] = [0, 0, false];
  let wake = (): void => undefined;
  const working = task((some, more) => {
    count += some;
    bytes += more;
    total.count += some;
    total.bytes += more;
    wake();
  }).finally(() => {
    isOver = true;
    wake();
  });
  // Whoever waits for it is told.
  working.catch(() => undefined);
  while (!isOver) {
    if (count === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isOver) resolve();
      });
    if (count > 0) {
      const told = { did: 'went on', port, count, bytes } as const;
      [count, bytes] = [0, 0];
      yield told;
    }
  }
  await working;
}
