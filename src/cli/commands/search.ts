import { serverOptions } from '../arguments.ts';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { findServer } from '../server.ts';
import { calledName, clockTime } from '../titles.ts';

const most = 50;

export const search: Command = {
  usage: 'search WORDS [--json]',
  summary: 'finds what can be watched, by name, series, people and year',
  options: serverOptions,
  async run({ given, env, out }) {
    const q = given.positionals.join(' ').trim();
    if (q === '') throw cliErrors.error('cli.usage', { why: 'This command takes words to look for.' });
    const server = await findServer(given, env);
    const { titles, total = titles.length } = await server.catalog.calls.titles({ q, group: 'series', limit: most });
    if (given.options.json) {
      out.line(JSON.stringify({ total, titles }, null, 2));
      return 0;
    }
    if (titles.length === 0) out.line(`Nothing that can be watched is called anything like ${q}.`);
    for (const title of titles) {
      const { whole } = title;
      const length = whole === undefined ? clockTime(title.durationSeconds) : `${whole.episodes} ep.`;
      out.line(`${title.id}  ${length.padStart(7)}  ${calledName(title)}`);
    }
    if (total > titles.length) out.line(`And ${total - titles.length} more.`);
    return 0;
  },
};
