import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { dataFolderOf } from '../server.ts';

export const token: Command = {
  usage: 'token',
  summary: 'the owner’s token, for writing to this Bijou from another machine',
  options: {},
  async run({ env, out }) {
    const folder = dataFolderOf(env);
    const text = await readFile(join(folder, 'owner-token'), 'utf8').catch(() => undefined);
    if (text === undefined) throw cliErrors.error('cli.no-server', { folder });
    out.line(text.trim());
    return 0;
  },
};
