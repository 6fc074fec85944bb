import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { openFolderObjects } from '../folder/open.ts';
import type { ObjectsAdapter } from './adapter.ts';

/** A folder as the conformance suite opens it. */
export const adapter: ObjectsAdapter = {
  name: 'objects/folder',
  capabilities: { takeIn: true, presign: false, snapshots: true, ordered: true, lastPart: true },
  async newPlace() {
    const place = await mkdtemp(join(tmpdir(), 'bijou-objects-'));
    return { place, remove: () => rm(place, { recursive: true, force: true }) };
  },
  open: (place) => openFolderObjects({ folder: join(place, 'store'), clock: systemClock, random: systemRandom }),
};
