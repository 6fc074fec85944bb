import { connect } from 'node:net';
import { test } from 'node:test';

export interface RawAnswer {
  /** Everything that came back until the connection closed. */
  readonly text: string;
  /** 0 where nothing did. */
  readonly status: number;
}

/** Sends bytes as they are and reads until the other side closes; closes by itself only when told. */
export function rawExchange(port: number, bytes: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes, 'latin1'));
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? undefined : reject(error)));
    socket.on('close', () => resolve({ text, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0) }));
  });
}

/** A request's lines with their ends; `connection: close` is added, so that an accepted one ends too. */
export function rawRequest(line: string, headers: readonly string[], body = ''): string {
  return [line, ...headers, 'Connection: close', '', body].join('\r\n');
}

test('raw requests end their lines as HTTP wants it', ({ assert }) => {
  assert.equal(rawRequest('GET / HTTP/1.1', ['Host: a']), 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
});
