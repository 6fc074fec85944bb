/** One thing that can be chosen. */
export interface Option<Value extends string> {
  readonly value: Value;
  readonly name: string;
  readonly note?: string | undefined;
}

/** One of several. Native radio buttons; the player's own arrows go from one to the next without choosing. */
export function Choice<Value extends string>(props: {
  readonly name: string;
  readonly options: readonly Option<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
  /** Side by side, for short names. */
  readonly across?: boolean;
  /** What is chosen has the focus when the sheet opens. */
  readonly first?: boolean;
}) {
  return (
    <fieldset class={props.across ? 'choice choice-across' : 'choice'}>
      <legend>{props.name}</legend>
      <div class="choice-list">
        {props.options.map(({ value, name, note }) => (
          <label key={value}>
            <input
              type="radio"
              name={`choice-${props.name}`}
              checked={value === props.chosen}
              autofocus={props.first && value === props.chosen}
              onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.click()}
              onChange={() => props.onChoose(value)}
            />
            <span class="choice-name">{name}</span>
            {note !== undefined && <span class="choice-note">{note}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
