import { studio } from '../../../api/studio.ts';

/** What was removed and can still be brought back. */
export const shelfQuery = {
  key: 'studio.removed',
  ask: () => studio.calls.removed({}),
  freshMs: 1_000,
  everyMs: () => 30_000,
};
