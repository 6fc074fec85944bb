import { flag, serverOptions } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer } from '../server.ts';

export const deadLetters: Command = {
  usage: 'dead-letters [--retry] [--json]',
  summary: 'changes that the catalogue could not take in, and with --retry another try at them',
  options: { ...serverOptions, retry: { type: 'boolean', help: 'apply them now' } },
  async run({ given, env, out }) {
    const { calls } = (await findServer(given, env)).catalog;
    const tried = flag(given, 'retry') ? await calls.retryDeadLetters({}) : undefined;
    const { letters } = await calls.deadLetters({});
    if (given.options.json) {
      out.line(JSON.stringify({ letters, ...tried }, null, 2));
      return 0;
    }
    if (tried !== undefined) out.line(`${tried.applied} applied, ${tried.left} left.`);
    if (letters.length === 0 && tried === undefined) out.line('There are none.');
    for (const { at, key, type = 'not an event', sentence } of letters) out.line(`${at}  ${key}  ${type}: ${sentence}`);
    return 0;
  },
};
