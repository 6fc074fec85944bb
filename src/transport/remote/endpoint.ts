import { Agent } from 'node:http';
import { wireErrors } from '../../contracts/index.ts';
import type { Discovery } from '../discovery/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { NotConnected, send } from './send.ts';

export interface RemoteOptions {
  readonly service: string;
  readonly discovery: Discovery;
  /** What the processes of one Bijou know. */
  readonly secret: string;
}

/** An idle connection is given up before the other side's listener does so. */
const idleMs = 30_000;

/**
 * A service in other processes. Peers take turns. One that does not accept a connection is passed over, and discovery
 * asked afresh, so a peer that came back elsewhere is found. Rejects with `peer.unavailable` or the signal's reason.
 */
export function remoteEndpoint({ service, discovery, secret }: RemoteOptions): Endpoint {
  const agent = new Agent({ keepAlive: true, timeout: idleMs });
  const headers = { authorization: `Bijou ${secret}` };
  let turn = 0;

  return async (request) => {
    const refused = new Set<string>();
    let cause: unknown;
    for (const fresh of [false, true]) {
      for (const address of inTurn(await discovery.find(service, { fresh }))) {
        if (refused.has(address)) continue;
        try {
          return await send(request, { address, agent, headers });
        } catch (error) {
          if (request.signal.aborted) throw request.signal.reason;
          cause = error;
          if (!(error instanceof NotConnected)) throw wireErrors.error('peer.unavailable', { service }, error);
          refused.add(address);
        }
      }
    }
    throw wireErrors.error('peer.unavailable', { service }, cause);
  };

  function inTurn(peers: readonly { readonly address: string }[]): string[] {
    turn = (turn + 1) % Math.max(1, peers.length);
    return [...peers.slice(turn), ...peers.slice(0, turn)].map((peer) => peer.address);
  }
}
