import type { RemovedTitle } from '../../../../contracts/studio/index.ts';
import { studio } from '../../../api/studio.ts';
import { tell } from '../../../components/toast.tsx';
import { dataOf, toldOf } from '../../../data/error.ts';
import { words } from '../../../words/index.ts';
import { titlesStore } from '../titles-store.ts';

/** Takes a title off the shelf, back among the others. Resolves to whether it was done. */
export function bringBack({ id, name }: RemovedTitle): Promise<boolean> {
  return done(async () => {
    titlesStore.merge([await studio.calls.restore({ id })]);
    tell({ text: words.studio.restored(1, '1', name), tone: 'health' });
  });
}

/** Its files go now. Resolves to whether it was done. */
export function removeForGood({ id, name }: RemovedTitle): Promise<boolean> {
  return done(async () => {
    await studio.calls.remove({ id, now: true });
    tell({ text: words.studio.shelf.purged(name) });
  });
}

async function done(action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (thrown) {
    tell({ text: toldOf(dataOf(thrown)), tone: 'trouble' });
    return false;
  }
}
