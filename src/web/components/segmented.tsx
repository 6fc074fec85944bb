import { useId } from 'preact/hooks';
import type { Choice } from './field.tsx';

/** One of a few, all seen at once. Native radio buttons: arrows choose. */
export function Segmented<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onValue: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset class="segmented">
      <legend class="unseen">{props.label}</legend>
      {props.choices.map(([value, shown]) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === props.value} onChange={() => props.onValue(value)} />
          <span>{shown}</span>
        </label>
      ))}
    </fieldset>
  );
}

export interface Tab {
  readonly address: string;
  readonly name: string;
  readonly current: boolean;
}

/** Parts of one page, each with an address of its own. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label} data-row={label}>
      {tabs.map(({ address, name, current }) => (
        <a key={address} href={address} aria-current={current ? 'page' : undefined} data-replace>
          {name}
        </a>
      ))}
    </nav>
  );
}
