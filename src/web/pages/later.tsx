import { useEffect, useState } from 'preact/hooks';
import type { ErrorData } from '../../kit/index.ts';
import { Wrong } from '../components/notice.tsx';
import { words } from '../words/index.ts';
import type { LaterPage } from './index.ts';

/** Shows a page whose script may still have to come. One that does not come says so, and can be asked for again. */
export function Later<Props extends object>({
  page,
  props,
}: {
  readonly page: LaterPage<Props>;
  readonly props: Props;
}) {
  const [state, setState] = useState<'asked' | 'there' | 'failed'>('asked');
  const Page = page.loaded();
  useEffect(() => {
    // What was drawn counts: the script may have come between the drawing and now, and would never be seen.
    if (Page !== undefined) return;
    page.fetch().then(
      () => setState('there'),
      () => setState('failed'),
    );
  }, [page]);
  if (Page !== undefined) return <Page {...props} />;
  if (state === 'failed') return <Wrong error={noScript()} onRetry={() => location.reload()} />;
  return <div class="later" aria-busy="true" />;
}

function noScript(): ErrorData {
  const code = 'app.no-script';
  return { code, status: 503, retry: 'transient', sentence: words.errors[code], details: {} };
}
