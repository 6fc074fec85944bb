import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../../../kit/index.ts';

/** Stands before DynamoDB and answers in its place while a burst lasts. */
export interface Bursts {
  readonly endpoint: string;
  /** Most calls fail from now on, or no more. */
  burst(on: boolean): void;
  /** How many calls were answered amiss, by what was answered. */
  readonly faults: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

const throttles = ['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'];

/** Three of four fail: most are refused as too much, some are done and their answer is lost. */
export async function burstsBefore(endpoint: string, random: Random): Promise<Bursts> {
  let on = false;
  const faults = new Map<string, number>();
  const count = (fault: string) => faults.set(fault, (faults.get(fault) ?? 0) + 1);
  const server = createServer((asked, answer) => {
    const chance = on ? random.float() : 1;
    if (chance < 0.55) {
      const name = throttles[Math.floor(random.float() * throttles.length)] ?? '';
      count(name);
      asked.resume();
      answer.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      answer.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'too much' }));
      return;
    }
    const lost = chance < 0.65 ? 'cut after its effect' : chance < 0.75 ? 'InternalServerError after its effect' : '';
    if (lost !== '') count(lost);
    forward(endpoint, asked, answer, lost);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    burst(now) {
      on = now;
    },
    faults,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(endpoint: string, asked: IncomingMessage, answer: ServerResponse, lost: string): void {
  const { hostname, port } = new URL(endpoint);
  const sent = request({ hostname, port, method: asked.method, path: asked.url, headers: asked.headers }, (got) => {
    if (lost === '') {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
      return;
    }
    got.resume().on('end', () => {
      if (lost.startsWith('cut')) answer.destroy();
      else {
        answer.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
        answer.end(JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: '' }));
      }
    });
  });
  sent.on('error', () => answer.destroy());
  asked.pipe(sent);
}
