import { studioContract } from '../../contracts/index.ts';
import { config, defineService, network, objects, queue, tables } from '../../manifest/index.ts';
import { configOf, settings } from './config.ts';
import { migrations } from './migrations/index.ts';
import { start } from './service.ts';
import type { StudioTables } from './tables.ts';

export const service = defineService({
  contract: studioContract,
  does: 'brings films in: takes, cuts, has them encoded, publishes; the origin of their bytes',
  needs: { critical: [], soft: [] },
  runs: 'leader',
  ports: {
    tables: tables<StudioTables>(migrations),
    objects,
    queue,
    post: network,
    config: config(settings, configOf),
  },
  start: ({ tables, ...given }) => start({ ...tables, ...given }),
});
