import { applianceContract, catalogContract, playbackContract } from '../../contracts/index.ts';
import { addresses, client, config, defineService, tables } from '../../manifest/index.ts';
import { settings } from './config.ts';
import { migrations } from './migrations/index.ts';
import { start } from './service.ts';
import type { PlaybackTables } from './tables.ts';

export const service = defineService({
  contract: playbackContract,
  does: 'decides who may play what, and signs the addresses it is played from',
  // It remembers what the catalogue told it.
  needs: { critical: [applianceContract], soft: [catalogContract] },
  runs: 'stateless',
  ports: {
    tables: tables<PlaybackTables>(migrations),
    catalog: client(catalogContract),
    addresses,
    config: config(settings),
  },
  start: ({ tables: { sql }, addresses, ...given }) =>
    start({
      ...given,
      sql,
      appliances: addresses.appliances,
      origins: addresses.origins,
      defaultOrigin: addresses.door,
    }),
});
