// A process of a service that follows `x`, until it is killed. Prints a line once it has applied something.
// Arguments: the folder, how many partitions, tables or marks.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger as logger } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { followersInLog, followersInSql } from '../index.ts';
import { happened, openLog, openTables } from './rig.ts';

const [folder = '', partitions = '1', where = ''] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();
const log = await openLog(folder, Number(partitions));
const options = { reader: 'test', log, clock: systemClock, logger };
const told = (events: readonly unknown[]) => process.stdout.write(`${events.length}\n`);
if (where === 'tables')
  followersInSql(await openTables(folder), options).follow([happened], async (tx, events) => {
    await tx
      .insertInto('effects')
      .values(events.map(({ key, payload: { n } }) => ({ key, n })))
      .execute();
    told(events);
  });
else
  followersInLog(options).follow([happened], async (_, events) => {
    for (const { id, key, payload } of events) appendFileSync(join(folder, 'effects'), `${id} ${key}${payload.n}\n`);
    told(events);
  });
