import type { CDPSession, Page } from 'playwright-core';

/** One answer, as the network brought it. */
export interface Answer {
  readonly path: string;
  readonly type: string;
  /** Milliseconds after the first request. */
  readonly begun: number;
  ended: number | undefined;
  bytes: number;
  isBrokenOff: boolean;
}

interface Traffic {
  readonly network: CDPSession;
  readonly answers: readonly Answer[];
}

/** Narrows a page's network before it is opened, and counts what comes. */
export async function narrow(page: Page, { bits, latencyMs }: { bits: number; latencyMs: number }): Promise<Traffic> {
  const network = await page.context().newCDPSession(page);
  const answers = new Map<string, Answer>();
  // Chromium tells of bytes as they came and as they were read, not always of both at once.
  const counts = new Map<string, { came: number; read: number }>();
  let first: number | undefined;
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: latencyMs },
    ...{ downloadThroughput: bits / 8, uploadThroughput: bits / 8 },
  });
  network.on('Network.requestWillBeSent', ({ requestId, request, type, timestamp }) => {
    first ??= timestamp;
    const { pathname } = new URL(request.url);
    const begun = (timestamp - first) * 1000;
    answers.set(requestId, {
      ...{ path: pathname, type: type ?? '', begun, ended: undefined, bytes: 0, isBrokenOff: false },
    });
  });
  network.on('Network.dataReceived', ({ requestId, dataLength, encodedDataLength }) => {
    const answer = answers.get(requestId);
    const { came, read } = counts.get(requestId) ?? { came: 0, read: 0 };
    const count = { came: came + encodedDataLength, read: read + dataLength };
    counts.set(requestId, count);
    if (answer !== undefined) answer.bytes = count.came === 0 ? count.read : Math.min(count.came, count.read);
  });
  const end = (requestId: string, timestamp: number, isBrokenOff: boolean) => {
    const answer = answers.get(requestId);
    if (answer === undefined) return;
    answer.ended = (timestamp - (first ?? 0)) * 1000;
    answer.isBrokenOff = isBrokenOff;
  };
  network.on('Network.loadingFinished', ({ requestId, timestamp }) => end(requestId, timestamp, false));
  network.on('Network.loadingFailed', ({ requestId, timestamp }) => end(requestId, timestamp, true));
  return {
    network,
    get answers() {
      return [...answers.values()];
    },
  };
}
