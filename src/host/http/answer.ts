import type { ServerResponse } from 'node:http';
import { pour } from './body.ts';

/** Sends a web answer over a Node one. A body that breaks off cuts the connection, so that nobody takes it as whole. */
export async function writeAnswer(
  response: Response,
  into: ServerResponse,
  options: { readonly head: boolean; readonly close: boolean },
): Promise<void> {
  const headers: string[] = [];
  for (const [name, value] of response.headers) headers.push(name, value);
  if (options.close && !response.headers.has('connection')) headers.push('connection', 'close');
  into.writeHead(response.status, headers);
  if (response.body === null) into.end();
  else if (options.head) {
    await response.body.cancel();
    into.end();
  } else {
    // An answer without a length may be long in saying its first word; its reader waits for the headers.
    if (!response.headers.has('content-length')) into.flushHeaders();
    try {
      await pour(response.body, into);
    } catch (error) {
      into.destroy();
      throw error;
    }
  }
}
