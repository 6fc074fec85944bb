/** Resolves when the browser says that the network is back; never rejects, and lets go when the signal aborts. */
export function backOnline(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => addEventListener('online', () => resolve(), { once: true, signal }));
}
