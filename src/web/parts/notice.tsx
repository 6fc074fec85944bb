import type { ComponentChildren } from 'preact';
import type { ErrorData } from '../../kit/index.ts';
import { words } from '../words/index.ts';
import { Icon, type IconName } from './icon.tsx';

/** A page that has nothing else to show: what it is, one sentence, and the one thing to do. */
export function Notice(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly sentence: string;
  readonly urgent?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <section class="notice" role={props.urgent ? 'alert' : undefined}>
      <div class="notice-arch">
        <Icon name={props.icon} />
      </div>
      <h2>{props.title}</h2>
      <p>{props.sentence}</p>
      {props.children}
    </section>
  );
}

/** Something failed: the sentence, a code to read out, and another try. */
export function Wrong({ error, onRetry }: { readonly error: ErrorData; readonly onRetry: () => void }) {
  return (
    <Notice icon="warning" title={words.wrong.title} sentence={error.sentence} urgent>
      <button type="button" class="button" onClick={onRetry}>
        {words.wrong.retry}
      </button>
      <p class="code">
        {words.wrong.code} <code>{error.code}</code>
      </p>
    </Notice>
  );
}

export function Offline() {
  return <Notice icon="noSignal" title={words.offline.title} sentence={words.offline.sentence} urgent />;
}

/** Over news that could not be renewed. */
export function Stale({ error }: { readonly error: ErrorData }) {
  return (
    <p class="stale" role="status">
      <Icon name="warning" />
      <span>
        {words.wrong.stale} {error.sentence}
      </span>
    </p>
  );
}
