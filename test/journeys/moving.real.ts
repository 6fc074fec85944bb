// engines: mariadb kafka cassandra seaweedfs elasticmq dynamodb
import { test } from 'node:test';
import { moveHouse } from '../support/move-house.ts';
import { realEngines } from '../support/real-engines.ts';

const kills = Number(process.env.KILLS ?? 5);

test(`a library that is moved to servers, killed ${kills} times on the way, plays there as it did`, async (t) => {
  await moveHouse(t, { engines: realEngines(`moving${process.pid}`), films: 3, kills });
});
