import type { EncodeSettings, StudioTitle } from '../../../contracts/studio/index.ts';
import { studio } from '../../api/studio.ts';
import { tell } from '../../components/toast.tsx';
import { count } from '../../format.ts';
import { words } from '../../words/index.ts';
import { isBusy } from './library/list.ts';
import { titlesStore } from './titles-store.ts';

/** How long a removal can be taken back from its word at the foot of the page. */
const undoMs = 12_000;

export const canPause = (title: StudioTitle) => isBusy(title) && title.paused !== true;
export const canResume = (title: StudioTitle) => isBusy(title) && title.paused === true;
export const canCancel = (title: StudioTitle) => isBusy(title);
export const canRetry = ({ state }: StudioTitle) => state === 'failed' || state === 'cancelled';
/** What was never planned has nothing to be made of anew. */
export const canReencode = (title: StudioTitle) =>
  !isBusy(title) && title.state !== 'refused' && title.rungs.length > 0;
export const canReplace = (title: StudioTitle) => !isBusy(title);

export function pause({ id }: StudioTitle): Promise<boolean> {
  return titlesStore.ask(id, {
    change: (title) => ({ ...title, paused: true }),
    send: () => studio.calls.pause({ id }),
  });
}

export function resume({ id }: StudioTitle): Promise<boolean> {
  return titlesStore.ask(id, {
    change: (title) => ({ ...title, paused: false }),
    send: () => studio.calls.resume({ id }),
  });
}

export function cancel({ id }: StudioTitle): Promise<boolean> {
  return titlesStore.ask(id, {
    change: (title) => ({ ...title, state: 'cancelled' }),
    send: () => studio.calls.cancel({ id }),
  });
}

export function retry({ id }: StudioTitle): Promise<boolean> {
  return titlesStore.ask(id, {
    change: ({ why: _, ...title }) => ({ ...title, state: title.rungs.length > 0 ? 'encoding' : 'inspecting' }),
    send: () => studio.calls.retry({ id }),
  });
}

export function reencode({ id }: StudioTitle, settings: Partial<EncodeSettings>): Promise<boolean> {
  return titlesStore.ask(id, {
    change: (title) => ({ ...title, state: 'encoding' }),
    send: () => studio.calls.reencode({ id, settings }),
  });
}

/** Removes titles at once, and says so with a way back. */
export async function remove(titles: readonly StudioTitle[]): Promise<void> {
  const requests = titles.map(({ id }) =>
    titlesStore.ask(id, {
      change: () => undefined,
      send: () => studio.calls.remove({ id }).then(() => undefined),
    }),
  );
  const takeBack = tell({
    text: words.studio.removed(titles.length, count(titles.length), titles[0]?.name ?? ''),
    milliseconds: undoMs,
    action: { name: words.studio.undo, onChoose: () => void restore(titles, requests) },
  });
  const done = await Promise.all(requests);
  if (!done.includes(true)) takeBack();
}

/** Puts removed titles back where they were: shown at once, and asked of the studio when the removal has come there. */
async function restore(titles: readonly StudioTitle[], requests: readonly Promise<boolean>[]): Promise<void> {
  const removed = await Promise.all(requests);
  const back = titles.filter((_, index) => removed[index] === true);
  titlesStore.merge(back);
  const done = await Promise.all(
    back.map(async (title) => {
      const restored = await titlesStore.ask(title.id, {
        change: (same) => same,
        send: () => studio.calls.restore({ id: title.id }),
      });
      if (!restored) titlesStore.gone(title.id);
      return restored;
    }),
  );
  if (done.includes(true))
    tell({ text: words.studio.restored(done.length, count(done.length), back[0]?.name ?? ''), tone: 'health' });
}
