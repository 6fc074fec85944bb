import type { ServerResponse } from 'node:http';
import { pour } from './body.ts';

/**
 * Writes a web answer into a Node one, all but its end. A body that breaks off cuts the connection, so that nobody
 * takes it as whole; then the answer is false, as it is when the client went.
 */
export async function writeAnswer(
  response: Response,
  into: ServerResponse,
  options: { readonly head: boolean; readonly close: boolean },
): Promise<boolean> {
  const headers: string[] = [];
  for (const [name, value] of response.headers) headers.push(name, value);
  if (options.close && !response.headers.has('connection')) headers.push('connection', 'close');
  into.writeHead(response.status, headers);
  if (response.body === null) return true;
  if (options.head) {
    await response.body.cancel();
    return true;
  }
  // An answer without a length may be long in saying its first word; its reader waits for the headers.
  if (!response.headers.has('content-length')) sendHeaders(into);
  try {
    return await pour(response.body, into);
  } catch (error) {
    into.destroy();
    throw error;
  }
}

/** Unlike Node's flushHeaders, which turns them into UTF-8, this leaves the bytes of headers as they are. */
export function sendHeaders(into: ServerResponse): void {
  into.write(new Uint8Array());
}
