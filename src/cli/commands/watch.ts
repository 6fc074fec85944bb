import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { flag } from '../arguments.ts';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { dataFolderOf } from '../server.ts';

export const watch: Command = {
  usage: 'watch [FOLDER…] [--stop] [--json]',
  summary: 'takes in what comes into folders, as long as Bijou runs; without one, lists them',
  options: {
    stop: { type: 'boolean', help: 'take the folders off the list; their films stay in the library' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  async run({ given, env, out }) {
    // Read here alone, as the server's code is: other commands start at once.
    const { changeWatched, readWatched } = await import('../../platform/index.ts');
    const named = given.positionals.map((word) => resolve(word));
    const dataFolder = dataFolderOf(env);
    if (await isNoFolder(dataFolder)) throw cliErrors.error('cli.no-server', { folder: dataFolder });
    const stops = flag(given, 'stop');
    for (const path of stops ? [] : named)
      if (await isNoFolder(path)) throw cliErrors.error('cli.no-such-path', { path });
    const folders =
      named.length === 0
        ? await readWatched(dataFolder)
        : await changeWatched(dataFolder, stops ? { drop: named } : { add: named });
    if (given.options.json) out.line(JSON.stringify(folders, null, 2));
    else if (folders.length === 0) out.line('No folder is watched. Name one with "bijou watch FOLDER".');
    else for (const folder of folders) out.line(folder);
    if (named.length > 0 && !stops)
      out.note('Films that come into it are added by themselves; "bijou status" says how it goes.');
    return 0;
  },
};

async function isNoFolder(path: string): Promise<boolean> {
  return !(await stat(path).catch(() => undefined))?.isDirectory();
}
