export { fileDiscovery } from './file.ts';
export { firstOf } from './first-of.ts';
export type { Announcement, Discovery, Peer } from './port.ts';
export { openDoors, type ProcessRecord, processStart, readServer, writeServer } from './record.ts';
export { parsePeer, type StaticPeer, staticDiscovery } from './static.ts';
