import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { fakeLibrary } from '../../test/browser/fixtures/library.ts';
import { goOffline, type LaunchOptions, launchChromium } from '../../test/browser/launch.ts';
import { rests } from './acts.ts';
import type { Shot } from './shots.ts';

/** A television's picture is written at two thirds of its size: it is still sharp enough to judge. */
export const sizes: Readonly<Record<string, LaunchOptions>> = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1440, height: 900 } },
  tv: { viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 2 / 3 },
};

export interface House {
  /** An address of one of its pages that makes the browser the owner's. */
  ownerUrl(path: string): string;
  /** What `FILM` and `COMING` stand for in a shot's path. */
  readonly names: Readonly<Record<string, string>>;
}

/** Takes the shots at every size, one size after the other, each in a browser of its language. */
export async function take(shots: readonly Shot[], house: House, { folder }: { readonly folder: string }) {
  for (const [size, options] of Object.entries(sizes)) {
    for (const [locale, alike] of Map.groupBy(shots, (shot) => shot.locale ?? 'en')) {
      await using browser = await launchChromium({ reducedMotion: 'reduce', locale, ...options });
      for (const shot of alike) {
        await picture(browser, shot, {
          house,
          file: join(folder, `${shot.file}-${size}.jpg`),
          // What is fixed to a phone's or a television's edges has no place on a page that is longer than the screen.
          whole: shot.whole === true && size === 'desktop',
        });
      }
    }
  }
}

async function picture(
  browser: BrowserContext,
  shot: Shot,
  { house, file, whole }: { readonly house: House; readonly file: string; readonly whole: boolean },
) {
  const page = await browser.newPage();
  if (shot.library !== undefined) await fakeLibrary(page, shot.library);
  const path = shot.path.replace(/[A-Z]{4,}/, (name) => house.names[name] ?? name);
  await page.goto(house.ownerUrl(path));
  if (shot.offline) await goOffline(page);
  await page.locator(shot.shows).first().waitFor({ state: 'attached' });
  await (shot.act ?? rests)(page);
  await page.screenshot({ path: file, type: 'jpeg', quality: 78, fullPage: whole });
  await browser.setOffline(false);
  await page.close();
}
