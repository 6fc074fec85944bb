import { onePositional, serverOptions, titleId } from '../arguments.ts';
import type { Command } from '../command.ts';
import { findServer } from '../server.ts';

export const play: Command = {
  usage: 'play ID [--json]',
  summary: 'addresses that any HLS or DASH player can play',
  options: serverOptions,
  async run({ given, env, out }) {
    const id = titleId(onePositional(given, 'title ID'));
    const server = await findServer(given, env);
    const grant = await server.playback.calls.play({ id });
    const { name, version, durationSeconds, hls, dash, expiresAt } = grant;
    if (given.options.json) {
      out.line(
        JSON.stringify({ id, name, version, duration: durationSeconds, hls, dash, expires: expiresAt }, null, 2),
      );
      return 0;
    }
    out.line(`Watch:   ${server.url}/watch/${id}`);
    for (const address of hls) out.line(`HLS:     ${address}`);
    for (const address of dash) out.line(`DASH:    ${address}`);
    out.line(`Expires: ${expiresAt}`);
    return 0;
  },
};
