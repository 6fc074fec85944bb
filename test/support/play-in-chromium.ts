// A title's stream in Chromium from its first picture to its last, by a player that is not ours, and the pictures that
// Chromium says it decoded.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContext } from 'playwright-core';
import { until } from '../browser/launch.ts';
import type { Bijou } from './bijou.ts';

const require = createRequire(import.meta.url);

export interface Played {
  readonly decoded: number;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
}

/** One rung, the smallest, so that a film plays as fast as this machine can; rejects where it does not come to its end. */
export async function playToEnd(bijou: Bijou, browser: BrowserContext, id: string): Promise<Played> {
  const play = await bijou.json<{ hls: string[]; duration: number }>('play', id);
  const page = await browser.newPage();
  try {
    await page.goto(`${bijou.url}/healthz`);
    await page.evaluate(() => document.body.replaceChildren(document.createElement('video')));
    await page.evaluate(await readFile(require.resolve('hls.js/dist/hls.min.js'), 'utf8'));
    const rate = Math.min(8, Math.max(1, play.duration / 8));
    await page.evaluate(start, { url: play.hls[0] ?? '', rate });
    const isOver = () => document.body.dataset.failed !== undefined || document.querySelector('video')?.ended === true;
    await until(page, isOver, { argument: undefined, timeoutMs: 240_000 });
    const failed = await page.evaluate(() => document.body.dataset.failed);
    if (failed !== undefined) throw new Error(`The stream does not play: ${failed}`);
    return await page.evaluate(() => {
      const video = document.querySelector('video') as HTMLVideoElement;
      const { videoWidth: width, videoHeight: height, duration: seconds } = video;
      return { decoded: video.getVideoPlaybackQuality().totalVideoFrames, seconds, width, height };
    });
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
function start({ url, rate }: { url: string; rate: number }): void {
  const video = document.querySelector('video') as HTMLVideoElement;
  const { Hls } = window as unknown as {
    Hls: {
      new (
        config: object,
      ): {
        startLevel: number;
        loadLevel: number;
        loadSource(url: string): void;
        attachMedia(video: unknown): void;
        on(event: string, listener: (event: string, data: { fatal?: boolean; details?: string }) => void): void;
      };
    };
  };
  const hls = new Hls({ startLevel: 0, maxBufferLength: 20 });
  hls.on('hlsManifestParsed', () => {
    hls.loadLevel = 0;
  });
  hls.on('hlsError', (_event, { fatal, details }) => {
    if (fatal === true) document.body.dataset.failed = details ?? 'unknown';
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  video.muted = true;
  video.playbackRate = rate;
  video.defaultPlaybackRate = rate;
  void video.play();
}
