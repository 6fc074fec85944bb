import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const candidates = [
  process.env.BIJOU_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of this machine. Throws with what to do where there is none. */
export function chromiumPath(): string {
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error('No Chromium found. Install one, or name it in BIJOU_CHROMIUM.');
  return found;
}

export type LaunchOptions = BrowserContextOptions & {
  /** True: films start without a click, as for somebody who comes from the front page. */
  readonly autoplay?: boolean;
};

/** A television: its browser says so. Without that, a screen of its size where a mouse can hover is a desk's. */
export const television: LaunchOptions = {
  viewport: { width: 1920, height: 1080 },
  userAgent: 'Mozilla/5.0 (Linux; SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
};

/** A headless Chromium with a profile of its own, gone when it is closed. */
export async function launchChromium({
  autoplay = true,
  serviceWorkers = 'block',
  ...options
}: LaunchOptions = {}): Promise<BrowserContext & AsyncDisposable> {
  const profile = await mkdtemp(join(tmpdir(), 'bijou-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    headless: true,
    // What a test answers in the server's place must not be answered from the app's own shelf.
    serviceWorkers,
    args: [...quiet, ...(autoplay ? ['--autoplay-policy=no-user-gesture-required'] : [])],
    ...options,
  });
  context.on('close', () => void rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  return context as BrowserContext & AsyncDisposable;
}

/** Takes the network away once the page's app is there, which comes after the page's own load. */
export async function goOffline(page: Page): Promise<void> {
  await page.locator('#house > *').first().waitFor();
  await page.context().setOffline(true);
}

/** Asks the page until the answer is true. Unlike Playwright's own, it needs no exception in the page's policy. */
export async function until<Argument>(
  page: Page,
  isSo: (argument: Argument) => boolean,
  { argument, timeoutMs = 40_000 }: { readonly argument: Argument; readonly timeoutMs?: number },
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await page.evaluate(isSo as never, argument))) {
    if (performance.now() > end) throw new Error(`Not so after ${timeoutMs} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
