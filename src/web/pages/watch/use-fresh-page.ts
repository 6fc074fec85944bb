import { useEffect } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';
import { mayFetch, originRefused } from './page-policy.ts';

const lookEveryMs = 1_000;

/**
 * A page may fetch only from the servers of films that were known when it was opened. Where the film lies with one that
 * came later, and nothing is left to show, the page is opened anew, which goes on at the same place; but only once the
 * door would let it fetch from there.
 */
export function useFreshPage(stuck: boolean): void {
  useEffect(() => {
    if (!stuck) return;
    const refused = new Set<string>();
    const leaving = new AbortController();
    const { signal } = leaving;
    const note = (event: SecurityPolicyViolationEvent): void => {
      const origin = originRefused(event);
      if (origin !== undefined) refused.add(origin);
    };
    document.addEventListener('securitypolicyviolation', note, { signal });
    openAnewWhenItHelps(refused, signal).catch(() => undefined);
    return () => leaving.abort();
  }, [stuck]);
}

async function openAnewWhenItHelps(refused: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  for (;;) {
    await systemClock.sleep(lookEveryMs, signal);
    if (refused.size === 0) continue;
    const page = await fetch(location.href, { method: 'HEAD', cache: 'no-store', signal }).catch(() => undefined);
    const policy = page?.headers.get('content-security-policy') ?? '';
    if (page?.ok && [...refused].some((origin) => mayFetch(policy, origin))) return location.reload();
  }
}
