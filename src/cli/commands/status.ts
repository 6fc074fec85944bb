import { systemClock } from '../../kit/index.ts';
import { serverOptions } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer, type Server } from '../server.ts';

export const status: Command = {
  usage: 'status [--json]',
  summary: 'what runs, whether it is ready, and how much work there is',
  options: serverOptions,
  async run({ given, env, out }) {
    const server = await findServer(given, env);
    const { version, address, processes, watched = [] } = await server.gateway.calls.status({});
    // The door answers also while the studio does not: say so instead of failing.
    const work = await server.studio.calls.work({}, { timeoutMs: 1_500 }).catch(() => undefined);
    if (given.options.json) {
      out.line(
        JSON.stringify(
          { version, url: address, processes, watched, ...(work ?? { jobs: null, uploads: null }) },
          null,
          2,
        ),
      );
      return 0;
    }
    out.line(`Bijou ${version} at ${address}`);
    for (const { pid, targets, ready, why, degraded } of processes) {
      out.line(`${String(pid).padStart(8)}  ${ready ? 'ready    ' : 'not ready'}  ${targets.join(', ')}`);
      const more = why ?? degraded;
      if (more !== undefined) out.line(`          ${more}`);
    }
    if (work === undefined) out.line('The studio does not answer, so its jobs are not known.');
    else for (const line of workLines(work, systemClock.now())) out.line(line);
    for (const one of watched) out.line(watchedLine(one));
    return 0;
  },
};

type Watched = NonNullable<Awaited<ReturnType<Server['gateway']['calls']['status']>>['watched']>[number];
type Work = Awaited<ReturnType<Server['studio']['calls']['work']>>;

/** What the studio does, as of `now`. */
export function workLines({ jobs, uploads, disk, encoders = [], troubles = [] }: Work, now: number): readonly string[] {
  const { waiting, leased, done, failed } = jobs;
  return [
    `Jobs: ${waiting} queued, ${leased} running, ${done} done, ${failed} failed. Uploads: ${uploads}.`,
    ...encoders.map(
      ({ name, leased: held, seenAt }) => `Encoder ${name}: ${counted(held, 'job')}, last seen ${since(seenAt, now)}.`,
    ),
    ...(encoders.length === 0 ? ['No encoder has asked for work recently.'] : []),
    ...(disk === undefined ? [] : [`Disk: ${gigabytes(disk.freeBytes)} of ${gigabytes(disk.totalBytes)} free.`]),
    ...(disk?.held === undefined ? [] : [`          ${disk.held}`]),
    ...(troubles.length === 0 ? [] : ['Recently:']),
    ...troubles
      .slice(0, 5)
      .map(({ at, sentence, name }) => `  ${since(at, now)}: ${name === undefined ? '' : `${name}: `}${sentence}`),
  ];
}

function watchedLine({ folder, films, waiting, why }: Watched): string {
  const more = waiting === 0 ? '' : `, ${waiting} not yet`;
  return `Watched: ${folder}: ${counted(films, 'film')} taken in${more}.${why === undefined ? '' : `\n          ${why}`}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `just now`, `5 minutes ago`: a person does not read times in UTC. */
function since(time: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (seconds < 10) return 'just now';
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, length] = units.find(([, span]) => seconds >= span) ?? units[3];
  return `${counted(Math.floor(seconds / length), unit)} ago`;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
