import type { Readiness } from '../contracts/index.ts';

/** A process that does not say within this time whether it is ready is not. */
const patienceMs = 1_000;

interface Answer {
  readonly ready: boolean;
  readonly services: Readonly<Record<string, Readiness>>;
}

/** Asks another process, by its peer address, whether all its services are ready. */
export async function peerReadiness(address: string): Promise<Readiness> {
  try {
    const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(patienceMs) });
    const { ready, services } = (await response.json()) as Answer;
    if (ready) {
      const degraded = Object.values(services)
        .flatMap((service) => (service.ready && service.degraded !== undefined ? [service.degraded] : []))
        .join(' ');
      return degraded === '' ? { ready } : { ready, degraded };
    }
    const whys = Object.values(services).flatMap((service) => (service.ready ? [] : [service.why]));
    return { ready: false, why: whys.join(' ') || 'It is stopping.' };
  } catch {
    return { ready: false, why: 'It does not answer.' };
  }
}
