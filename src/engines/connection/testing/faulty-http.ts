// For tests: stands between a client and a server that speaks HTTP, and does to a call what networks and crowded servers do.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What becomes of one call. */
export type Mishap =
  /** Answered with 503 before the server heard of it. */
  | 'busy'
  /** Done, and the answer lost. */
  | 'lost'
  /** The answer's body breaks off half way. */
  | 'cut'
  /** Passed on after a while. */
  | 'slow'
  /** Answered with what an earlier call of its kind was answered with. */
  | 'again';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export interface FaultyHttpOptions {
  /** `http://127.0.0.1:8333`. */
  readonly server: string;
  readonly choose: (call: Call) => Mishap | undefined;
  readonly busyBody: string;
  readonly slowMs?: number;
  /** What counts as one kind for `again`; undefined for none. */
  readonly kindOf?: (call: Call) => string | undefined;
}

export interface FaultyHttp {
  readonly address: string;
  /** How often each has happened. */
  readonly happened: Readonly<Record<Mishap, number>>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export async function faultyHttp(options: FaultyHttpOptions): Promise<FaultyHttp> {
  const { server, choose, busyBody, slowMs = 300, kindOf = () => undefined } = options;
  const { hostname, port } = new URL(server);
  const happened = { busy: 0, lost: 0, cut: 0, slow: 0, again: 0 };
  const earlier = new Map<string, Answer>();

  async function pass(call: Call, body: Buffer): Promise<Answer> {
    const outgoing = request({ hostname, port, method: call.method, path: call.path, headers: call.headers });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await buffer(answer) };
  }

  const listener: RequestListener = async (incoming, outgoing) => {
    const call = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers };
    try {
      const body = await buffer(incoming);
      let mishap = choose(call);
      const kind = kindOf(call);
      const known = kind === undefined ? undefined : earlier.get(kind);
      if (mishap === 'again' && known === undefined) mishap = undefined;
      if (mishap === 'busy') {
        happened.busy += 1;
        outgoing.writeHead(503, { 'content-type': 'application/xml' }).end(busyBody);
        return;
      }
      if (mishap === 'slow') {
        happened.slow += 1;
        await new Promise((resolve) => setTimeout(resolve, slowMs));
      }
      const answer = mishap === 'again' && known !== undefined ? known : await pass(call, body);
      if (mishap === 'again') happened.again += 1;
      if (kind !== undefined && answer.status === 200) earlier.set(kind, answer);
      if (mishap === 'lost') {
        happened.lost += 1;
        outgoing.destroy();
        return;
      }
      outgoing.writeHead(answer.status, answer.headers);
      if (mishap === 'cut' && answer.body.length > 1) {
        happened.cut += 1;
        outgoing.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => outgoing.destroy());
      } else outgoing.end(answer.body);
    } catch {
      outgoing.destroy();
    }
  };

  const proxy = createServer({ keepAliveTimeout: 30_000 }, (incoming, outgoing) => void listener(incoming, outgoing));
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    happened,
    async close() {
      proxy.closeAllConnections();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
