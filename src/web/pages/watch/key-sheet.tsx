import type { RefObject } from 'preact';
import { Sheet } from '../../parts/sheet.tsx';
import { words } from '../../words/index.ts';

/** Which keys do what. */
export function KeySheet({ sheet }: { readonly sheet: RefObject<HTMLDialogElement | null> }) {
  return (
    <Sheet sheet={sheet} id="keys" title={words.watch.keys}>
      <dl class="key-list">
        {words.watch.keyList.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
