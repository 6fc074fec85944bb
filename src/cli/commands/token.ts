import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { dataFolderOf, ownTokenOf } from '../server.ts';

export const token: Command = {
  usage: 'token',
  summary: 'the owner’s token: enter it in the studio, or give it to a command on another machine',
  options: {},
  async run({ env, out }) {
    const folder = dataFolderOf(env);
    const own = await ownTokenOf(folder);
    if (own === undefined) throw cliErrors.error('cli.no-server', { folder });
    out.line(own);
    return 0;
  },
};
