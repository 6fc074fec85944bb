import { canonicalJson } from '../../kit/index.ts';
import { onePositional, serverOptions, titleId } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer } from '../server.ts';

export const plan: Command = {
  usage: 'plan ID',
  summary: 'the plan of a title as canonical JSON: the same film and settings give the same bytes',
  options: serverOptions,
  async run({ given, env, out }) {
    const id = titleId(onePositional(given, 'title ID'));
    const server = await findServer(given, env);
    const answer = await server.studio.calls.plan({ id });
    out.line(canonicalJson(answer.plan));
    return 0;
  },
};
