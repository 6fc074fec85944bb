import { serverOptions } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer, type Server } from '../server.ts';

export const status: Command = {
  usage: 'status [--json]',
  summary: 'what runs, whether it is ready, and how much work there is',
  options: serverOptions,
  async run({ given, env, out }) {
    const server = await findServer(given, env);
    const { version, address, processes } = await server.gateway.calls.status({});
    // The door answers also while the studio does not: say so instead of failing.
    const work = await server.studio.calls.work({}, { timeoutMs: 1_500 }).catch(() => undefined);
    if (given.options.json) {
      out.line(
        JSON.stringify({ version, url: address, processes, ...(work ?? { jobs: null, uploads: null }) }, null, 2),
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
    else for (const line of workLines(work)) out.line(line);
    return 0;
  },
};

type Work = Awaited<ReturnType<Server['studio']['calls']['work']>>;

function workLines({ jobs, uploads, disk, encoders = [], troubles = [] }: Work): readonly string[] {
  const { waiting, leased, done, failed } = jobs;
  return [
    `Jobs: ${waiting} waiting, ${leased} being done, ${done} done, ${failed} failed. Uploads: ${uploads}.`,
    ...encoders.map(
      (encoder) => `Encoder ${encoder.name}: ${encoder.leased} jobs, last heard of at ${encoder.seenAt}.`,
    ),
    ...(encoders.length === 0 ? ['No encoder has asked for work of late.'] : []),
    ...(disk === undefined ? [] : [`Disk: ${gigabytes(disk.freeBytes)} of ${gigabytes(disk.totalBytes)} free.`]),
    ...(disk?.held === undefined ? [] : [`          ${disk.held}`]),
    ...(troubles.length === 0 ? [] : ['Of late:']),
    ...troubles
      .slice(0, 5)
      .map(({ at, code, sentence, name }) => `  ${at}  ${code}  ${name === undefined ? '' : `${name}: `}${sentence}`),
  ];
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
