import type { Clock } from '../kit/index.ts';
import { type Discovery, fileDiscovery, firstOf, parsePeer, staticDiscovery } from '../transport/index.ts';
import type { Settings } from './settings.ts';

/** Peers that were named win over those that are found on the data folder. Errors: `request.invalid`. */
export function findPeers(settings: Settings, { folder, clock }: { folder: string; clock: Clock }): Discovery {
  return firstOf([staticDiscovery(settings.peers.map(parsePeer)), fileDiscovery({ folder, clock })]);
}
