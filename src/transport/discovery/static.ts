import { wireErrors } from '../../contracts/index.ts';
import type { Discovery } from './port.ts';

export interface StaticPeer {
  readonly service: string;
  /** `http://10.0.0.2:4711` */
  readonly address: string;
}

/** Peers that were named at the start. */
export function staticDiscovery(peers: readonly StaticPeer[]): Discovery {
  return {
    async find(service) {
      return peers.filter((peer) => peer.service === service).map(({ address }) => ({ address }));
    },
    announce: async () => async () => undefined,
    all: async () => [],
  };
}

/** Reads `studio=http://10.0.0.2:4711`. Throws `request.invalid`. */
export function parsePeer(text: string): StaticPeer {
  const match = /^([a-z][a-z0-9-]*)=(http:\/\/.+)$/.exec(text);
  const [, service = '', address = ''] = match ?? [];
  if (match === null || !URL.canParse(address)) {
    throw wireErrors.error('request.invalid', { why: `a peer reads service=http://host:port, not ${text}` });
  }
  return { service, address: new URL(address).origin };
}
