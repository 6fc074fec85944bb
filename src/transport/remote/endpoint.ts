import { Agent } from 'node:http';
import { wireErrors, wireHeaders } from '../../contracts/index.ts';
import type { Clock, Random } from '../../kit/index.ts';
import type { Discovery } from '../discovery/index.ts';
import { markMoved } from '../elsewhere.ts';
import type { Endpoint } from '../endpoint.ts';
import { openBalance } from './balance.ts';
import { NotConnected, send } from './send.ts';

export interface RemoteOptions {
  readonly service: string;
  readonly discovery: Discovery;
  /** What the processes of one Bijou know. */
  readonly secret: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** An idle connection is given up before the other side's listener does so. */
const idleMs = 30_000;

/**
 * A service in other processes, however many. One that does not accept a connection is passed over, and discovery asked
 * afresh, so one that came back elsewhere is found. Where the connection broke under a request, the error says whether
 * another instance stands ready (`hasMoved`): only the caller knows whether it may be sent again. Rejects with
 * `peer.unavailable` or the signal's reason.
 */
export function remoteEndpoint({ service, discovery, secret, clock, random }: RemoteOptions): Endpoint {
  const agent = new Agent({ keepAlive: true, timeout: idleMs });
  const headers = { authorization: `Bijou ${secret}` };
  const balance = openBalance({ clock, random });

  return async (request) => {
    const refused = new Set<string>();
    let cause: unknown;
    for (const fresh of [false, true]) {
      const found = (await discovery.find(service, { fresh })).map(({ address }) => address);
      for (const address of balance.order(found)) {
        if (refused.has(address)) continue;
        const over = balance.begin(address);
        try {
          const response = await send(request, { address, agent, headers });
          if (response.headers.has(wireHeaders.stopping)) balance.avoid(address);
          return response;
        } catch (error) {
          if (request.signal.aborted) throw request.signal.reason;
          cause = error;
          balance.avoid(address);
          if (!(error instanceof NotConnected)) {
            const gone = wireErrors.error('peer.unavailable', { service }, error);
            throw found.length > 1 ? markMoved(gone) : gone;
          }
          refused.add(address);
        } finally {
          over();
        }
      }
    }
    throw wireErrors.error('peer.unavailable', { service }, cause);
  };
}
