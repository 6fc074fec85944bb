/**
 * Shows a change of page. The picture of the film that is named grows from where it was to where it is next; the rest
 * fades. Without support, and where less motion is wanted, the change is simply made.
 */
export async function showChange(change: () => Promise<void>, film: string | undefined): Promise<void> {
  if (typeof document.startViewTransition !== 'function' || document.hidden) return change();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const before = still || film === undefined ? undefined : name(film);
  let after: HTMLElement | undefined;
  const transition = document.startViewTransition(async () => {
    await change();
    forget(before);
    // Grows only from something: else a picture would fly in from nowhere.
    after = before === undefined || film === undefined ? undefined : name(film);
  });
  transition.finished.catch(() => undefined).finally(() => forget(after));
  transition.ready.catch(() => undefined);
  await transition.updateCallbackDone.catch(() => undefined);
}

/** Names the picture of the film that one sees: that under the focus first. */
function name(film: string): HTMLElement | undefined {
  const stills = [...document.querySelectorAll<HTMLElement>(`[data-still="${CSS.escape(film)}"]`)].filter(isSeen);
  const own = stills.find((still) => still.closest('a')?.matches(':focus, :active, :hover'));
  const chosen = own ?? stills[0];
  if (chosen !== undefined) chosen.style.viewTransitionName = 'still';
  return chosen;
}

function forget(element: HTMLElement | undefined): void {
  if (element !== undefined) element.style.viewTransitionName = '';
}

function isSeen(element: Element): boolean {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth && bottom > top;
}
