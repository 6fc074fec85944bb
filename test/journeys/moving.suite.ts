// A library moves to another folder: the way that needs no servers.
import { test } from 'node:test';
import { moveHouse } from '../support/move-house.ts';

test('a library that is moved to another folder, killed on the way, plays there as it did', async (t) => {
  await moveHouse(t, { engines: {}, films: 2, kills: 2 });
});
