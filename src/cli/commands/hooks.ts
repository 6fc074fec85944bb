import { type Hook, type HookEvent, hookEvent } from '../../contracts/index.ts';
import { type Arguments, serverOptions, textOption } from '../arguments.ts';
import type { Command, Output } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { findServer, type Server } from '../server.ts';

export const hooks: Command = {
  usage: 'hooks [add URL [--events …] | try ID | rm ID] [--json]',
  summary: 'addresses that are told of titles’ states, signed as Standard Webhooks say',
  options: {
    ...serverOptions,
    events: { type: 'string', help: `of which, e.g. title.ready,title.failed (default: all)` },
  },
  async run({ given, env, out }) {
    const [action = 'list', what, ...rest] = given.positionals;
    if (rest.length > 0) throw cliErrors.error('cli.usage', { why: 'This command takes one address or ID.' });
    const server = await findServer(given, env);
    const print = given.options.json ? (value: unknown) => out.line(JSON.stringify(value, null, 2)) : undefined;
    if (action === 'list' && what === undefined) return list(server, { out, print });
    if (what === undefined || !(action in actions))
      throw cliErrors.error('cli.usage', { why: 'After hooks comes add with an address, or try or rm with an ID.' });
    await actions[action as keyof typeof actions](server, what, { out, print, given });
    return 0;
  },
};

interface Printing {
  readonly out: Output;
  /** Where JSON is asked for. */
  readonly print: ((value: unknown) => void) | undefined;
}

async function list(server: Server, { out, print }: Printing): Promise<number> {
  const { hooks: all } = await server.studio.calls.hooks({});
  if (print !== undefined) print(all);
  else if (all.length === 0) out.line('There are no webhooks. Add one with: bijou hooks add URL');
  else for (const hook of all) out.line(hookLine(hook));
  return 0;
}

const actions = {
  async add(server: Server, url: string, { out, print, given }: Printing & { readonly given: Arguments }) {
    const events = eventsOf(textOption(given, 'events'));
    const hook = await server.studio.calls.addHook({ url, ...(events === undefined ? {} : { events }) });
    if (print !== undefined) return print(hook);
    out.line(hookLine(hook));
    out.line(`    Its messages are signed with ${hook.secret}`);
    out.line('    Keep that: it is not shown again.');
  },
  async try(server: Server, id: string, { out, print }: Printing) {
    const hook = await server.studio.calls.tryHook({ id });
    if (print !== undefined) print(hook);
    else out.line(hookLine(hook));
  },
  async rm(server: Server, id: string, { out, print }: Printing) {
    await server.studio.calls.removeHook({ id });
    if (print !== undefined) print({ removed: id });
    else out.line(`Removed ${id}.`);
  },
};

function eventsOf(text: string | undefined): HookEvent[] | undefined {
  return text?.split(',').map((word) => {
    const event = hookEvent.options.find((one) => one === word.trim());
    if (event !== undefined) return event;
    throw cliErrors.error('cli.usage', { why: `${word} is none of ${hookEvent.options.join(', ')}.` });
  });
}

function hookLine({ id, url, events, waiting, last, stopped }: Hook): string {
  const which = events.length === hookEvent.options.length ? 'all events' : events.join(', ');
  const notes = [
    stopped,
    stopped === undefined && last !== undefined && !last.ok ? last.sentence : undefined,
    waiting > 0 ? `${waiting} waiting to be sent` : undefined,
  ].filter((note) => note !== undefined);
  return [`${id}  ${url}  ${which}`, ...notes.map((note) => `    ${note}`)].join('\n');
}
