import { randomUUID } from 'node:crypto';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { realOptions } from '../../connection/testing/real.ts';
import { openKafkaLog } from '../kafka/open.ts';
import { kafkaOptions } from '../kafka/options.ts';
import type { LogAdapter } from './rig.ts';

/** Topics of places are left behind: they go with the cluster, which is made anew for each run. */
export const adapter: LogAdapter = {
  name: 'kafka',
  module: import.meta.url,
  // It compacts by itself, when segments end.
  capabilities: { sweepsWhenAsked: false },
  newPlace: async () => `t${randomUUID().slice(0, 13)}`,
  removePlace: async () => undefined,
  open: (place) => openKafkaLog({ options: optionsOf(place), clock: systemClock, random: systemRandom }),
};

export const optionsOf = (place: string, over: object = {}) =>
  kafkaOptions.parse({ ...realOptions('kafka'), prefix: place, partitions: 3, claimEveryMs: 100, ...over });
