// tus 1.0 spoken by hand, so that a line can be cut wherever a test wants it cut.
import { request } from 'node:http';

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
  door: string,
  { size, filename }: { size: number; filename: string },
): Promise<HandUpload> {
  const created = await fetch(`${door}/api/studio/uploads/`, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(size),
      'upload-metadata': `filename ${Buffer.from(filename).toString('base64')}`,
    },
  });
  if (created.status !== 201) throw new Error(`The upload was not begun: ${created.status} ${await created.text()}`);
  const url = new URL(created.headers.get('location') ?? '', door).href;

  async function offset(): Promise<number> {
    for (;;) {
      const answer = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
      if (answer.ok) return Number(answer.headers.get('upload-offset'));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  return {
    url,
    offset,
    async send(bytes, cutAfter = bytes.length) {
      const from = await offset();
      return patch(url, { from, bytes: bytes.subarray(from), cutAfter });
    },
    sendFrom: (from, bytes) => patch(url, { from, bytes: bytes.subarray(from), cutAfter: bytes.length }),
  };
}

function patch(
  url: string,
  { from, bytes, cutAfter }: { from: number; bytes: Uint8Array; cutAfter: number },
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const headers = {
      'tus-resumable': '1.0.0',
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
