import { serverOptions } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer } from '../server.ts';

export const removed: Command = {
  usage: 'removed [--json]',
  summary: 'what was removed and can still be brought back, with `bijou restore ID`',
  options: serverOptions,
  async run({ given, env, out }) {
    const server = await findServer(given, env);
    const { titles } = await server.studio.calls.removed({});
    if (given.options.json) {
      out.line(JSON.stringify(titles, null, 2));
      return 0;
    }
    if (titles.length === 0) out.line('Nothing that was removed is still there.');
    for (const { id, name, goesAt, why } of titles)
      out.line(`${id}  until ${goesAt.slice(0, 10)}  ${name}${why === undefined ? '' : ` (${why})`}`);
    return 0;
  },
};
