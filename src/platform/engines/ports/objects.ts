import { join } from 'node:path';
import { z } from 'zod';
import { openFolderObjects } from '../../../engines/objects/folder/open.ts';
import type { Objects } from '../../../engines/objects/index.ts';
import { trialObjects } from '../../../engines/objects/trial/open.ts';
import { adapter, type EnginePort } from '../port.ts';
import { retryObjects } from '../retry-objects.ts';

export const objects: EnginePort<unknown, Objects> = {
  adapters: {
    folder: adapter({
      options: z.strictObject({}),
      open: (_, { folder, clock, random }) => openFolderObjects({ folder: join(folder, 'objects'), clock, random }),
    }),
  },
  embedded: 'folder',
  trial: (engine, { dice }) => trialObjects(engine, dice),
  called: retryObjects,
};
