// What is done on a page before its picture is taken.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { until } from '../../test/browser/launch.ts';

/** Until its pictures have come and what moved has come to rest. */
export async function rests(page: Page): Promise<void> {
  await until(page, () => [...document.images].every((image) => image.complete || image.loading === 'lazy'), {
    argument: undefined,
  });
  await sleep(700);
}

/** Plays to a place in the film, and stops there, so that what is over it stays. */
export async function playsTo(page: Page, seconds: number): Promise<void> {
  await until(page, (to) => (document.querySelector('video')?.currentTime ?? 0) >= to, { argument: seconds });
  await page.evaluate(() => document.querySelector('video')?.pause());
  await sleep(700);
}

/** Stops, and points at a place on the line. */
export async function opensTimeline(page: Page): Promise<void> {
  await playsTo(page, 10);
  const line = await page.locator('.timeline').boundingBox();
  if (line === null) return;
  await page.mouse.move(line.x + line.width * 0.62, line.y + line.height / 2);
  await page.locator('.timeline-bubble canvas[data-there]').waitFor();
  await sleep(300);
}
