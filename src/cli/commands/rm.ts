import { flag, serverOptions } from '../arguments.ts';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { findServer } from '../server.ts';

export const rm: Command = {
  usage: 'rm ID… [--now] [--json]',
  summary: 'removes titles; for a month they can be brought back, see `bijou removed`',
  options: {
    ...serverOptions,
    now: { type: 'boolean', help: 'for good: the files go at once, also for who is watching' },
  },
  async run({ given, env, out }) {
    if (given.positionals.length === 0) throw cliErrors.error('cli.usage', { why: 'This command takes title IDs.' });
    const server = await findServer(given, env);
    for (const id of given.positionals) {
      await server.studio.calls.remove({ id, now: flag(given, 'now') });
      if (!given.options.json) out.line(`Removed ${id}.`);
    }
    if (given.options.json) out.line(JSON.stringify({ removed: given.positionals }, null, 2));
    return 0;
  },
};
