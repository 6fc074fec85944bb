import type { ComponentChildren } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import { words } from '../words/index.ts';
import { Icon } from './icon.tsx';

interface Labelled {
  readonly label: string;
  /** One sentence of help. */
  readonly hint?: string;
  /** What is wrong with what was entered. */
  readonly wrong?: string | undefined;
}

type Described = {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
};

/** A label, what is entered, a hint and what is wrong with it, tied together for those who listen. */
function Around({
  label,
  hint,
  wrong,
  children,
}: Labelled & { readonly children: (props: Described) => ComponentChildren }) {
  const id = useId();
  const about = [hint !== undefined && `${id}-hint`, wrong !== undefined && `${id}-wrong`].filter(Boolean).join(' ');
  return (
    <div class="labelled">
      <label class="labelled-name" for={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': about === '' ? undefined : about,
        'aria-invalid': wrong === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <p class="labelled-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong !== undefined && (
        <p class="labelled-wrong" id={`${id}-wrong`} role="alert">
          <Icon name="wrong" /> {wrong}
        </p>
      )}
    </div>
  );
}

interface Entered {
  readonly type?: 'text' | 'password' | 'number' | 'url' | 'email';
  readonly name?: string;
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly dir?: 'auto' | 'ltr';
  readonly inputMode?: 'numeric';
  readonly min?: number;
  readonly max?: number;
}

export function Field({
  label,
  hint,
  wrong,
  onValue,
  ...input
}: Labelled & Entered & { readonly value: string; readonly onValue: (value: string) => void }) {
  return (
    <Around label={label} {...(hint === undefined ? {} : { hint })} wrong={wrong}>
      {(described) => (
        <input
          {...(input as object)}
          {...described}
          class="input"
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Around>
  );
}

export function TextField({
  label,
  hint,
  wrong,
  value,
  rows = 4,
  onValue,
}: Labelled & { readonly value: string; readonly rows?: number; readonly onValue: (value: string) => void }) {
  return (
    <Around label={label} {...(hint === undefined ? {} : { hint })} wrong={wrong}>
      {(described) => (
        <textarea
          {...described}
          class="input"
          rows={rows}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Around>
  );
}

export type Choice<Value extends string> = readonly [value: Value, shown: string];

/** One of several, in a native list. */
export function Select<Value extends string>({
  label,
  hint,
  wrong,
  value,
  choices,
  onValue,
}: Labelled & {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onValue: (value: Value) => void;
}) {
  return (
    <Around label={label} {...(hint === undefined ? {} : { hint })} wrong={wrong}>
      {(described) => (
        <span class="select">
          <select
            {...described}
            class="input"
            value={value}
            onChange={(event) => {
              const chosen = choices.find(([one]) => one === event.currentTarget.value);
              if (chosen !== undefined) onValue(chosen[0]);
            }}
          >
            {choices.map(([one, shown]) => (
              <option key={one} value={one}>
                {shown}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </span>
      )}
    </Around>
  );
}

/** What is looked for, with a cross that empties it. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** The focus goes here when the page comes, instead of to its heading. */
  readonly first?: boolean;
}) {
  const id = useId();
  useEffect(() => {
    if (props.first && document.activeElement === document.body) document.getElementById(id)?.focus();
  }, []);
  return (
    <search class="search-field">
      <label class="unseen" for={id}>
        {props.label}
      </label>
      <Icon name="search" />
      <input
        id={id}
        class="input"
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={200}
        data-focus-first={props.first || undefined}
        placeholder={props.label}
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
      {props.value !== '' && (
        <button
          type="button"
          class="button-icon"
          aria-label={words.search.clear}
          onClick={() => {
            props.onValue('');
            document.getElementById(id)?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </search>
  );
}
