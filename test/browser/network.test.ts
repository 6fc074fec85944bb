// A film over a network that changes: narrower, gone, back; and other words and another tongue in the middle of it.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { addFilm, type Bijou, startBijou } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { launchChromium, until } from './launch.ts';

const shots = [13, 11, 14, 12, 16];

// What changes lies between the browser and the door, so that the story is told once, not in both modes.
describe('a network that changes', () => {
  let bijou: Bijou;
  let browser: BrowserContext;
  let folder: string;
  let id: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-network-'));
    bijou = await startBijou({ mode: 'one process' });
    const film = await makeFilm(join(folder, 'evening.mp4'), {
      ...{ width: 640, height: 360, rate: '24', shots },
      ...{ spoken: ['eng', 'deu'], captions: ['eng', 'deu'] },
    });
    id = (await addFilm(bijou, film)).id;
    browser = await launchChromium({ viewport: { width: 1280, height: 720 } });
  });

  after(async () => {
    await browser?.close();
    await bijou?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function watch(): Promise<{ page: Page; network: CDPSession }> {
    const page = await browser.newPage();
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    // What an earlier story has fetched would come from no network at all.
    await network.send('Network.clearBrowserCache');
    await page.goto(`${bijou.url}/watch/${id}?t=0`);
    await until(page, tallest, { argument: 360 });
    await page.evaluate(countStalls);
    return { page, network };
  }

  it('slow before the page opens: what is asked for fits it, and nothing that has come is asked for again or thrown away', async () => {
    const bits = (await rateOf(360)) * 1.3;
    const page = await browser.newPage();
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.clearBrowserCache');
    await network.send('Network.emulateNetworkConditions', conditions(bits));
    const asked: { rung: string; range: string; id: string }[] = [];
    const brokenOff = new Set<string>();
    network.on('Network.requestWillBeSent', ({ requestId, request }) => {
      const rung = /\/(\d+p)\/media\.mp4$/.exec(new URL(request.url).pathname)?.[1];
      const { Range: range = '' } = request.headers;
      if (rung !== undefined && request.method === 'GET' && spanOf(range) >= 4_000)
        asked.push({ rung, range, id: requestId });
    });
    network.on('Network.loadingFailed', ({ requestId }) => brokenOff.add(requestId));
    await page.addInitScript(countRemovals);
    await page.goto(`${bijou.url}/watch/${id}?t=0`);
    await playsPast(page, 12);
    const removed = await page.evaluate(() => Number(document.documentElement.dataset.removed ?? 0));
    assert.ok(asked.length >= 3);
    assert.equal(asked[0]?.rung, '240p', 'it begins with what soon arrives');
    const segments = asked.map(({ rung, range }) => `${rung} ${range}`);
    assert.deepEqual(segments, [...new Set(segments)], 'no segment is asked for twice');
    assert.deepEqual(
      asked.filter(({ id: request }) => brokenOff.has(request)),
      [],
      'none is broken off',
    );
    assert.equal(removed, 0, 'nothing ahead of the screen is taken away');
    await page.close();
  });

  it('half of the playing rate: the picture falls, and rises again, without a stall', async () => {
    const { page, network } = await watch();
    await playsPast(page, 4);
    const half = (await rateOf(360)) / 2;
    const narrowed = await timeOf(page);
    await network.send('Network.emulateNetworkConditions', conditions(half));
    const fallen = await whenHeight(page, (height) => height < 360);
    // What lies ahead is shown first, and the segment that was on its way.
    assert.ok(fallen - narrowed <= 25, `fell after ${fallen - narrowed} s of the film`);
    const released = await timeOf(page);
    await network.send('Network.emulateNetworkConditions', conditions(-1));
    const risen = await whenHeight(page, (height) => height === 360);
    assert.ok(risen - released <= 30, `rose after ${risen - released} s of the film`);
    assert.equal(await stallsOf(page), 0);
    await page.close();
  });

  it('captions and sound change in the middle, without a stall', async () => {
    const { page } = await watch();
    await playsPast(page, 3);
    await page.keyboard.press('o');
    await page.getByRole('group', { name: 'Captions' }).getByRole('radio', { name: 'German' }).check();
    await page.getByRole('group', { name: 'Sound' }).getByRole('radio', { name: 'German' }).check();
    await page.keyboard.press('Escape');
    await until(page, captionSays, { argument: 'deu' });
    await page.keyboard.press('o');
    assert.ok(await page.getByRole('group', { name: 'Sound' }).getByRole('radio', { name: 'German' }).isChecked());
    await page.getByRole('group', { name: 'Captions' }).getByRole('radio', { name: 'English' }).check();
    await page.getByRole('group', { name: 'Sound' }).getByRole('radio', { name: 'English' }).check();
    await page.keyboard.press('Escape');
    await until(page, captionSays, { argument: 'eng' });
    await playsPast(page, (await timeOf(page)) + 6);
    assert.equal(await stallsOf(page), 0);
    await page.close();
  });

  it('ten seconds without any network, and back: it plays on', async () => {
    const { page, network } = await watch();
    await playsPast(page, 4);
    await network.send('Network.emulateNetworkConditions', { ...conditions(-1), offline: true });
    const gone = await timeOf(page);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    await network.send('Network.emulateNetworkConditions', conditions(-1));
    await playsPast(page, gone + 25);
    assert.equal(await stallsOf(page), 0);
    assert.equal(await page.getByRole('alert').count(), 0);
    await page.close();
  });

  /** Bits a second of a rung, on average. */
  async function rateOf(height: number): Promise<number> {
    const answer = await fetch(`${bijou.url}/api/catalog/titles/${id}`);
    const { presentation } = (await answer.json()) as {
      presentation: { video: { height: number; averageBandwidth: number }[] };
    };
    const rung = presentation.video.find((one) => one.height === height);
    assert.ok(rung, `no rung of ${height} lines`);
    return rung.averageBandwidth;
  }
});

/** Bytes of `bytes=FIRST-LAST`. */
function spanOf(range: string): number {
  const [, first = 0, last = 0] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  return Number(last) - Number(first) + 1;
}

/** In the page, before anything of it: counts removals of what lies ahead of the screen. */
function countRemovals(): void {
  const { remove } = SourceBuffer.prototype;
  SourceBuffer.prototype.remove = function counted(from: number, to: number) {
    const now = document.querySelector('video')?.currentTime ?? 0;
    const isAhead = this.buffered.length > 0 && to > now + 0.5 && this.buffered.end(this.buffered.length - 1) > from;
    const { dataset } = document.documentElement;
    if (isAhead) dataset.removed = String(Number(dataset.removed ?? 0) + 1);
    return remove.call(this, from, to);
  };
}

/** `bits` a second, or as fast as it goes where it is -1. */
function conditions(bits: number) {
  const throughput = bits < 0 ? -1 : bits / 8;
  return { offline: false, latency: 0, downloadThroughput: throughput, uploadThroughput: -1 };
}

function tallest(height: number): boolean {
  const video = document.querySelector('video');
  return video?.videoHeight === height && video.currentTime > 1;
}

/** In the page: counts waits for bytes, that is: a busy machine may also be late with its pictures. */
function countStalls(): void {
  const video = document.querySelector('video');
  video?.addEventListener('waiting', () => {
    const { buffered, currentTime, duration } = video;
    const end = buffered.length === 0 ? 0 : buffered.end(buffered.length - 1);
    if (video.seeking || end - currentTime >= 0.5 || end >= duration - 0.5) return;
    document.body.dataset.stalls = String(Number(document.body.dataset.stalls ?? 0) + 1);
  });
}

function stallsOf(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.body.dataset.stalls ?? 0));
}

function timeOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
}

async function playsPast(page: Page, seconds: number): Promise<void> {
  await until(page, (past) => (document.querySelector('video')?.currentTime ?? 0) > past, {
    argument: seconds,
    timeoutMs: 90_000,
  });
}

/** The film's time at which its picture first has such a height. */
async function whenHeight(page: Page, isSo: (height: number) => boolean): Promise<number> {
  for (;;) {
    const [time, height, over] = await page.evaluate(() => {
      const video = document.querySelector('video');
      return [video?.currentTime ?? 0, video?.videoHeight ?? 0, video?.ended ?? true] as const;
    });
    if (isSo(height)) return time;
    if (over) throw new Error(`The film ended at ${height} lines.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function captionSays(language: string): boolean {
  return document.querySelector('.captions .caption')?.textContent?.startsWith(language) ?? false;
}
