import type { ComponentChildren } from 'preact';
import type { ErrorData } from '../../kit/index.ts';
import { toldOf } from '../data/error.ts';
import { words } from '../words/index.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

/** The house's stage with its curtain drawn: there is nothing on it. */
export function Arch({ icon, small = false }: { readonly icon: IconName; readonly small?: boolean }) {
  return (
    <div class={small ? 'arch arch-small' : 'arch'} aria-hidden="true">
      <Icon name={icon} />
    </div>
  );
}

/** A page that has nothing else to show: what it is, one sentence, and the one thing to do. */
export function Notice(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly sentence: string;
  readonly urgent?: boolean;
  /** Where the page has a heading of its own already. */
  readonly under?: boolean;
  readonly children?: ComponentChildren;
}) {
  const Heading = props.under ? 'h2' : 'h1';
  return (
    <section class="notice" role={props.urgent ? 'alert' : undefined}>
      <Arch icon={props.icon} />
      <Heading>{props.title}</Heading>
      <p>{props.sentence}</p>
      {props.children}
    </section>
  );
}

/** Something failed: the sentence, a code to read out, and another try. */
export function Wrong(props: { readonly error: ErrorData; readonly onRetry: () => void; readonly under?: boolean }) {
  const { error } = props;
  return (
    <Notice icon="warning" title={words.wrong.title} sentence={toldOf(error)} under={props.under ?? false} urgent>
      <Button icon="again" onClick={props.onRetry}>
        {words.wrong.retry}
      </Button>
      <p class="code">
        {words.wrong.code} <code>{error.code}</code>
      </p>
    </Notice>
  );
}

export function Offline({ onRetry, under = false }: { readonly onRetry?: () => void; readonly under?: boolean }) {
  return (
    <Notice icon="noSignal" title={words.offline.title} sentence={words.offline.sentence} under={under} urgent>
      {onRetry !== undefined && (
        <Button icon="again" onClick={onRetry}>
          {words.offline.action}
        </Button>
      )}
    </Notice>
  );
}

/** Over news that could not be renewed. */
export function Stale({ error }: { readonly error: ErrorData }) {
  return (
    <p class="stale" role="status">
      <Icon name="warning" />
      <span>
        {words.wrong.stale} {toldOf(error)}
      </span>
    </p>
  );
}
