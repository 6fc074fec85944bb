import { systemClock } from '../../kit/index.ts';
import { readPlaces } from '../resume.ts';
import { firstLanguage, languageKey } from '../words/languages.ts';
import { dataId } from './front-data.ts';

/** A picture that takes longer than this to come does not hold up what makes the page work. */
const patienceMs = 1_500;

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

/** Resolves once the film in the light is seen: before that, the processor has nothing better to do. */
export async function seen(house: Element): Promise<void> {
  const picture = house.querySelector<HTMLImageElement>('.scene img');
  const there = picture?.decode().catch(() => undefined);
  await Promise.race([there, systemClock.sleep(patienceMs)]);
  if (document.hidden) return;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}
