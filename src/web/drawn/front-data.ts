import type { Front } from '../pages/home/programme.ts';

/** Of the element that holds what the door drew the front page from. */
export const dataId = 'front';

/** What the door drew the page from. Undefined where it drew nothing that can be used. */
export function frontData(): Front | undefined {
  const text = document.getElementById(dataId)?.textContent;
  return text === undefined || text === null ? undefined : (JSON.parse(text) as Front);
}
