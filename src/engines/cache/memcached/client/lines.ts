import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { createInterface } from 'node:readline';
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls';
import type { Address } from '../../../connection/index.ts';

/**
 * What a server says to one command, line by line, on a connection of its own: for statistics and lists of keys. Ends
 * before `END`; a line of an error is a line too. Throws the socket's error.
 */
export async function* linesOf(
  address: Address,
  {
    command,
    tls,
    timeoutMs,
  }: { readonly command: string; readonly tls: ConnectionOptions | undefined; readonly timeoutMs: number },
): AsyncGenerator<string> {
  const socket = tls === undefined ? connectPlain(address) : connectSecurely({ ...address, ...tls });
  try {
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('it did not answer in time')));
    await once(socket, tls === undefined ? 'connect' : 'secureConnect');
    socket.write(`${command}\r\n`);
    for await (const line of createInterface({ input: socket })) {
      if (line === 'END') return;
      yield line;
      if (/^([A-Z]+_)?ERROR|^VERSION|^OK/.test(line)) return;
    }
  } finally {
    socket.destroy();
  }
}

/** One table of a server's statistics. */
export async function statistics(
  address: Address,
  options: { readonly table: string; readonly tls: ConnectionOptions | undefined; readonly timeoutMs: number },
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const line of linesOf(address, { ...options, command: `stats ${options.table}`.trim() })) {
    const [, name, value] = /^STAT (\S+) (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) found.set(name, value);
  }
  return found;
}
