import { serverOptions, titleId } from '../arguments.ts';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { fileWord } from '../media-files.ts';
import { findServer } from '../server.ts';
import { titleAsJson, titleLine } from '../titles.ts';
import { upload } from '../upload.ts';

export const replace: Command = {
  usage: 'replace ID FILE [--json]',
  summary: 'makes another file the film of a title; what plays goes on until the new one is ready',
  options: serverOptions,
  async run({ given, env, out }) {
    const [word, file, ...rest] = given.positionals;
    if (word === undefined || file === undefined || rest.length > 0)
      throw cliErrors.error('cli.usage', { why: 'This command takes a title ID and a file.' });
    const id = titleId(word);
    const server = await findServer(given, env);
    const path = await fileWord(file);
    const title = server.isHere
      ? await server.studio.calls.replace({ id, path })
      : (await upload(server, path, { name: undefined, replaces: id, out })).title;
    out.line(given.options.json ? JSON.stringify(titleAsJson(title), null, 2) : titleLine(title));
    return 0;
  },
};
