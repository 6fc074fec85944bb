import { systemClock } from '../../kit/index.ts';
import { chosenLink } from '../chosen-link.ts';
import { readPlaces } from '../resume.ts';
import { firstLanguage, languageKey } from '../words/languages.ts';
import { dataId } from './front-data.ts';

/** A picture that takes longer than this to come does not hold up what makes the page work. */
const patienceMs = 1_500;
const paintMs = 500;

/**
 * Keeps what the door drew, unless this browser knows better: it reads in another language, or a film was stopped in
 * the middle and goes into the light instead. Says whether something is kept.
 */
export function keepDrawn(house: HTMLElement): boolean {
  if (house.dataset.drawn === undefined) return false;
  const language = firstLanguage(localStorage.getItem(languageKey), navigator.languages);
  const right = language === document.documentElement.lang && Object.keys(readPlaces(localStorage)).length === 0;
  if (right) return true;
  house.replaceChildren();
  delete house.dataset.drawn;
  document.getElementById(dataId)?.remove();
  return false;
}

/** Links that were chosen on the drawn page before the app was there to follow them. */
export interface HeldClicks {
  /** Resolves with the first click. */
  readonly clicked: Promise<void>;
  /** No more are held. The address that was chosen last, if any. */
  release(): string | undefined;
}

/**
 * Holds clicks on links until the app has come. Left to the browser, one that comes just before would be lost: the
 * app's first entry in the history ends what the browser has begun.
 */
export function holdClicks(house: Element): HeldClicks {
  const end = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  let address: string | undefined;
  house.addEventListener('click', (event) => onClick(event as MouseEvent), { signal: end.signal });

  function onClick(event: MouseEvent): void {
    const link = chosenLink(event);
    if (link === undefined) return;
    event.preventDefault();
    address = `${link.pathname}${link.search}`;
    resolve();
  }

  return {
    clicked: promise,
    release() {
      end.abort();
      return address;
    },
  };
}

/** Resolves once the film in the light is seen: before that, the processor has nothing better to do. */
export async function seen(house: Element): Promise<void> {
  const picture = house.querySelector<HTMLImageElement>('.scene img');
  const there = picture?.decode().catch(() => undefined);
  await Promise.race([there, systemClock.sleep(patienceMs)]);
  const painted = new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  // A page that nobody sees is not painted.
  await Promise.race([painted, systemClock.sleep(document.hidden ? 0 : paintMs)]);
}
