import type { ComponentChildren, RefObject } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface Look {
  /** `velvet` is the one thing to do; `quiet` the others; `plain` has no edge; `danger` cannot be taken back. */
  readonly kind?: 'velvet' | 'quiet' | 'plain' | 'danger';
  readonly large?: boolean;
  readonly icon?: IconName;
  readonly class?: string;
  readonly children: ComponentChildren;
}

function classOf({ kind = 'velvet', large = false, class: more }: Look): string {
  return ['button', kind !== 'velvet' && `button-${kind}`, large && 'button-large', more].filter(Boolean).join(' ');
}

function Face({ icon, children }: Look) {
  return (
    <>
      {icon !== undefined && <Icon name={icon} solid={icon === 'play'} />}
      <span>{children}</span>
    </>
  );
}

/** Does something here. While `busy` it cannot be pressed again, and keeps the focus. */
export function Button(
  props: Look & {
    readonly onClick?: (event: MouseEvent) => void;
    readonly submit?: boolean;
    readonly disabled?: boolean;
    readonly busy?: boolean;
    readonly label?: string;
    readonly pressed?: boolean;
    readonly buttonRef?: RefObject<HTMLButtonElement | null>;
  },
) {
  const { busy = false, disabled = false, onClick } = props;
  return (
    <button
      {...(props.buttonRef === undefined ? {} : { ref: props.buttonRef })}
      type={props.submit ? 'submit' : 'button'}
      class={classOf(props)}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-busy={busy || undefined}
      aria-disabled={busy || disabled || undefined}
      onClick={(event) => {
        if (busy || disabled) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <Face {...props} />
    </button>
  );
}

/** Goes somewhere. */
export function ButtonLink(props: Look & { readonly href: string; readonly label?: string }) {
  return (
    <a class={classOf(props)} href={props.href} aria-label={props.label}>
      <Face {...props} />
    </a>
  );
}

/** A round button of an icon alone; `label` is its name for everybody who cannot see or guess it. */
export function IconButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick?: (event: MouseEvent) => void;
  readonly submit?: boolean;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly solid?: boolean;
  readonly tabIndex?: number;
  readonly class?: string;
}) {
  const { disabled = false, onClick } = props;
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      class={['button-icon', props.class].filter(Boolean).join(' ')}
      aria-label={props.label}
      title={props.label}
      tabIndex={props.tabIndex}
      aria-pressed={props.pressed}
      aria-disabled={disabled || undefined}
      onClick={(event) => {
        if (disabled) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <Icon name={props.icon} solid={props.solid ?? false} />
    </button>
  );
}
