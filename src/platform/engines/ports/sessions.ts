import { join } from 'node:path';
import { z } from 'zod';
import type { Sessions } from '../../../engines/sessions/index.ts';
import { openSqliteSessions } from '../../../engines/sessions/sqlite/open.ts';
import { trialSessions } from '../../../engines/sessions/trial/open.ts';
import { adapter, type EnginePort } from '../port.ts';
import { retrySessions } from '../retry-sessions.ts';

export const sessions: EnginePort<unknown, Sessions> = {
  adapters: {
    sqlite: adapter({
      options: z.strictObject({}),
      open: (_, { folder, clock, random, logger }) =>
        openSqliteSessions({ file: join(folder, 'sessions.sqlite'), clock, random, logger }),
    }),
  },
  embedded: 'sqlite',
  trial: (engine, { dice }) => trialSessions(engine, dice),
  called: retrySessions,
};
