import { applianceContract, playbackContract, studioContract } from '../../contracts/index.ts';
import { addresses, client, config, defineService, diskCache, mediaSocket } from '../../manifest/index.ts';
import { configOf, settings } from './config.ts';
import { start } from './service.ts';

export const service = defineService({
  contract: applianceContract,
  does: 'caches the bytes of films and serves them, on a socket of its own',
  // What it holds it serves without them.
  needs: { critical: [], soft: [studioContract, playbackContract] },
  runs: 'stateless',
  ports: {
    studio: client(studioContract),
    playback: client(playbackContract),
    socket: mediaSocket,
    disk: diskCache,
    addresses,
    config: config(settings, configOf),
  },
  async start({ socket, addresses, makeId, ...given }) {
    const running = await start({ ...given, ...socket, id: makeId(), hosts: addresses.hosts });
    return { ...running, mediaAddress: running.address };
  },
});
