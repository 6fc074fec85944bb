import { catalogContract, gatewayContract, playbackContract, studioContract } from '../../contracts/index.ts';
import { addresses, config, defineService, door } from '../../manifest/index.ts';
import { configOf, settings } from './config.ts';
import { start } from './service.ts';

export const service = defineService({
  contract: gatewayContract,
  does: 'the one public door: pages, calls, who the owner is',
  // Only what nobody could watch without is critical: the library that is there plays without the studio.
  needs: { critical: [catalogContract, playbackContract], soft: [studioContract] },
  runs: 'stateless',
  ports: { door, addresses, config: config(settings, configOf) },
  async start({ door, addresses, ...given }) {
    const running = await start({
      ...given,
      ...door,
      hosts: addresses.hosts,
      origins: addresses.named,
      connectOrigins: addresses.mediaOrigins,
    });
    return { ...running, publicAddress: running.address };
  },
});
