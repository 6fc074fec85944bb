// tus 1.0 spoken by hand, so that a line can be cut wherever a test wants it cut.
import { request } from 'node:http';
import type { Bijou } from './bijou.ts';

export interface HandUpload {
  readonly url: string;
  /** How much has arrived, as the server says. */
  offset(): Promise<number>;
  /** Sends from the offset on; hangs up after `cutAfter` bytes. Resolves to the title once all is there. */
  send(bytes: Uint8Array, cutAfter?: number): Promise<string | undefined>;
  /** Sends all from `from` on without asking for the offset first. */
  sendFrom(from: number, bytes: Uint8Array): Promise<string | undefined>;
}

export async function beginUpload(
  { url: door, token }: Pick<Bijou, 'url' | 'token'>,
  { size, filename }: { size: number; filename: string },
): Promise<HandUpload> {
  const owner = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  const created = await fetch(`${door}/api/studio/uploads/`, {
    method: 'POST',
    headers: {
      ...owner,
      'upload-length': String(size),
      'upload-metadata': `filename ${Buffer.from(filename).toString('base64')}`,
    },
  });
  if (created.status !== 201) throw new Error(`The upload was not begun: ${created.status} ${await created.text()}`);
  const url = new URL(created.headers.get('location') ?? '', door).href;

  async function offset(): Promise<number> {
    for (;;) {
      const answer = await fetch(url, { method: 'HEAD', headers: owner });
      if (answer.ok) return Number(answer.headers.get('upload-offset'));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  return {
    url,
    offset,
    async send(bytes, cutAfter = bytes.length) {
      const from = await offset();
      return patch(url, { owner, from, bytes: bytes.subarray(from), cutAfter });
    },
    sendFrom: (from, bytes) => patch(url, { owner, from, bytes: bytes.subarray(from), cutAfter: bytes.length }),
  };
}

interface Part {
  readonly owner: Readonly<Record<string, string>>;
  readonly from: number;
  readonly bytes: Uint8Array;
  readonly cutAfter: number;
}

function patch(url: string, { owner, from, bytes, cutAfter }: Part): Promise<string | undefined> {
  return new Promise((resolve) => {
    const headers = {
      ...owner,
      'upload-offset': String(from),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes.length),
    };
    const outgoing = request(url, { method: 'PATCH', headers }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode === 204 ? String(incoming.headers['bijou-title'] ?? '') : undefined);
    });
    outgoing.on('error', () => resolve(undefined));
    if (cutAfter >= bytes.length) return void outgoing.end(bytes);
    outgoing.write(bytes.subarray(0, cutAfter), () => setTimeout(() => outgoing.destroy(), 20));
  });
}
