import { flag, serverOptions, titleIds } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer } from '../server.ts';

export const rm: Command = {
  usage: 'rm ID… [--now] [--json]',
  summary: 'removes titles; for a month they can be brought back, see `bijou removed`',
  options: {
    ...serverOptions,
    now: { type: 'boolean', help: 'for good: the files go at once, also for who is watching' },
  },
  async run({ given, env, out }) {
    const ids = titleIds(given);
    const server = await findServer(given, env);
    for (const id of ids) {
      await server.studio.calls.remove({ id, now: flag(given, 'now') });
      if (!given.options.json) out.line(`Removed ${id}.`);
    }
    if (given.options.json) out.line(JSON.stringify({ removed: ids }, null, 2));
    return 0;
  },
};
