import { serverOptions } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer } from '../server.ts';
import { allTitles, titleAsJson, titleLine } from '../titles.ts';

export const titles: Command = {
  usage: 'titles [--json]',
  summary: 'every title with its state',
  options: serverOptions,
  async run({ given, env, out }) {
    const server = await findServer(given, env);
    const found = await allTitles(server);
    if (given.options.json) out.line(JSON.stringify(found.map(titleAsJson), null, 2));
    else if (found.length === 0) out.line('The library is empty. Add a film with "bijou add FILE".');
    else for (const title of found) out.line(titleLine(title));
    return 0;
  },
};
