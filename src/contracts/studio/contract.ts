import { contract } from '../calls/define.ts';
import { addCalls, addRoutes } from './add-calls.ts';
import { bytesRoutes } from './bytes-routes.ts';
import { controlCalls } from './control-calls.ts';
import { editCalls, editRoutes } from './edit-calls.ts';
import { encoderCalls, encoderRoutes } from './encoder-calls.ts';
import { hookCalls } from './hooks.ts';
import { shelfCalls } from './shelf.ts';
import { showCalls, showRoutes } from './show-calls.ts';

/** A film's way in, and the origin of its bytes. */
export const studioContract = contract({
  name: 'studio',
  calls: {
    ...shelfCalls,
    ...hookCalls,
    ...addCalls,
    ...showCalls,
    ...controlCalls,
    ...editCalls,
    ...encoderCalls,
  },
  routes: {
    ...addRoutes,
    ...showRoutes,
    ...bytesRoutes,
    ...editRoutes,
    ...encoderRoutes,
  },
});
