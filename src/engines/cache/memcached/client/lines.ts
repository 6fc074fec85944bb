import { connect as connectPlain } from 'node:net';
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls';
import type { Address } from '../../../connection/index.ts';

export interface LinesOptions {
  readonly tls: ConnectionOptions | undefined;
  /** Of silence, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * What a server says to one command, line by line, on a connection of its own: for statistics and lists of keys. Ends
 * before `END`; a line of an error is a line too. Throws the socket's error.
 */
export async function* linesOf(
  address: Address,
  { command, tls, timeoutMs }: LinesOptions & { readonly command: string },
): AsyncGenerator<string> {
  const socket = tls === undefined ? connectPlain(address) : connectSecurely({ ...address, ...tls });
  try {
    socket.setTimeout(timeoutMs, () => socket.destroy(new TypeError('it did not answer in time')));
    socket.write(`${command}\r\n`);
    let begun = '';
    for await (const chunk of socket.setEncoding('latin1') as AsyncIterable<string>) {
      const lines = (begun + chunk).split('\r\n');
      begun = lines.pop() ?? '';
      for (const line of lines) {
        if (line === 'END') return;
        yield line;
        if (/^([A-Z]+_)?ERROR|^VERSION|^OK/.test(line)) return;
      }
    }
  } finally {
    socket.destroy();
  }
}

/** One table of a server's statistics; the general one where its name is empty. */
export async function statistics(
  address: Address,
  { table, ...options }: LinesOptions & { readonly table: string },
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const line of linesOf(address, { ...options, command: `stats ${table}`.trim() })) {
    const [, name, value] = /^STAT (\S+) (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) found.set(name, value);
  }
  return found;
}
