import { serverOptions } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer } from '../server.ts';

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
        JSON.stringify(
          { version, url: address, processes, jobs: work?.jobs ?? null, uploads: work?.uploads ?? null },
          null,
          2,
        ),
      );
      return 0;
    }
    out.line(`Bijou ${version} at ${address}`);
    for (const { pid, targets, ready, why } of processes)
      out.line(
        `${String(pid).padStart(8)}  ${ready ? 'ready    ' : 'not ready'}  ${targets.join(', ')}${why === undefined ? '' : `\n          ${why}`}`,
      );
    if (work === undefined) out.line('The studio does not answer, so its jobs are not known.');
    else
      out.line(
        `Jobs: ${work.jobs.waiting} waiting, ${work.jobs.leased} being done, ${work.jobs.done} done, ${work.jobs.failed} failed.`,
      );
    return 0;
  },
};
