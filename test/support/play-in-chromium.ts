// A title's stream in Chromium from its first picture to its last, by a player that is not ours, and the pictures that
// Chromium says it decoded.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContext } from 'playwright-core';
import { until } from '../browser/launch.ts';
import type { Bijou, TitleJson } from './bijou.ts';

const require = createRequire(import.meta.url);

export interface Played {
  readonly decoded: number;
  readonly seconds: number;
}

/** One rung, the smallest, so that a film plays as fast as this machine can; rejects where it does not come to its end. */
export async function playToEnd(
  bijou: Bijou,
  browser: BrowserContext,
  { id, rungs }: Pick<TitleJson, 'id' | 'rungs'>,
): Promise<Played> {
  const play = await bijou.json<{ dash: string[]; duration: number }>('play', id);
  const page = await browser.newPage();
  try {
    await page.goto(`${bijou.url}/healthz`);
    await page.evaluate(() => document.body.replaceChildren(document.createElement('video')));
    await page.evaluate(await readFile(require.resolve('shaka-player/dist/shaka-player.compiled.js'), 'utf8'));
    const rate = Math.min(8, Math.max(1, play.duration / 8));
    const maxHeight = Math.min(...rungs.map(({ height }) => height));
    await page.evaluate(start, { url: play.dash[0] ?? '', rate, maxHeight });
    const isOver = () => document.body.dataset.failed !== undefined || document.querySelector('video')?.ended === true;
    await until(page, isOver, { argument: undefined, timeoutMs: 240_000 });
    const failed = await page.evaluate(() => document.body.dataset.failed);
    if (failed !== undefined) throw new Error(`The stream does not play: ${failed}`);
    return await page.evaluate(() => {
      const video = document.querySelector('video') as HTMLVideoElement;
      return { decoded: video.getVideoPlaybackQuality().totalVideoFrames, seconds: video.duration };
    });
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function start({ url, rate, maxHeight }: { url: string; rate: number; maxHeight: number }): Promise<void> {
  const video = document.querySelector('video') as HTMLVideoElement;
  const { shaka } = window as unknown as {
    shaka: {
      Player: new () => {
        addEventListener(event: string, listener: (event: { detail?: { code?: number } }) => void): void;
        configure(settings: object): void;
        attach(video: unknown): Promise<void>;
        load(url: string): Promise<void>;
      };
    };
  };
  const fail = (why: unknown) => {
    document.body.dataset.failed = String(why);
  };
  const player = new shaka.Player();
  player.addEventListener('error', ({ detail }) => fail(detail?.code));
  player.configure({ abr: { enabled: false }, restrictions: { maxHeight } });
  video.muted = true;
  await player.attach(video);
  await player.load(url).catch(fail);
  video.playbackRate = rate;
  void video.play();
}
