import { join } from 'node:path';
import { silentLogger } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { openSqliteLog } from '../sqlite/open.ts';
import type { LogAdapter } from './kill.ts';

/** This adapter as the conformance suite and its children open it: with partitions, so that they are tried. */
export const adapter: LogAdapter = {
  module: import.meta.url,
  open: (place) =>
    openSqliteLog({ file: join(place, 'suite.sqlite'), clock: systemClock, logger: silentLogger, partitions: 3 }),
};
