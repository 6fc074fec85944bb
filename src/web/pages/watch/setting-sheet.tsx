import type { RefObject } from 'preact';
import type { Player, PlayerState, Quality, SoundTrack } from '../../../player/index.ts';
import { languageName, megabits } from '../../format.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { words } from '../../words/index.ts';

interface Option {
  readonly id: string | undefined;
  readonly name: string;
  readonly note?: string | undefined;
}

/** Captions, sound and picture, in one sheet. */
export function SettingSheet(props: {
  readonly sheet: RefObject<HTMLDialogElement | null>;
  readonly state: PlayerState;
  readonly player: Player | undefined;
}) {
  const { sheet, state, player } = props;
  const now = state.qualities.find(({ id }) => id === state.rung);
  const auto = now === undefined ? words.watch.auto : words.watch.autoNow(now.height);
  const captions = state.captions.map(({ id, language, label }) => ({ id, ...nameOf({ language, label }) }));
  return (
    <Sheet sheet={sheet} id="settings" title={words.watch.settings}>
      {captions.length > 0 && (
        <Choice
          name={words.watch.captions}
          options={[{ id: undefined, name: words.watch.none }, ...captions]}
          chosen={state.caption}
          onChoose={(id) => player?.chooseCaption(id)}
        />
      )}
      {state.sounds.length > 1 && (
        <Choice
          name={words.watch.sound}
          options={state.sounds.map(soundOption)}
          chosen={state.sound}
          onChoose={(id) => id !== undefined && player?.chooseSound(id)}
        />
      )}
      <Choice
        name={words.watch.quality}
        options={[
          { id: undefined, name: state.quality === undefined ? auto : words.watch.auto },
          ...state.qualities.map(qualityOption),
        ]}
        chosen={state.quality}
        onChoose={(id) => player?.chooseQuality(id)}
      />
    </Sheet>
  );
}

function Choice(props: {
  readonly name: string;
  readonly options: readonly Option[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}) {
  return (
    <fieldset class="choice">
      <legend>{props.name}</legend>
      {props.options.map(({ id, name, note }) => (
        <label key={id ?? ''}>
          <input
            type="radio"
            name={`choice-${props.name}`}
            checked={id === props.chosen}
            onChange={() => props.onChoose(id)}
          />
          <span class="choice-name">{name}</span>
          {note !== undefined && <span class="choice-note">{note}</span>}
        </label>
      ))}
    </fieldset>
  );
}

function qualityOption({ id, height, bandwidth }: Quality): Option {
  return { id, name: `${height}p`, note: words.watch.rate(megabits(bandwidth)) };
}

function soundOption({ id, language, label, channels }: SoundTrack): Option {
  const note = channels !== undefined && channels > 2 ? `${channels - 1}.1` : undefined;
  const named = nameOf({ language, label });
  return { id, name: named.name, note: named.note ?? note };
}

function nameOf({ language, label }: { readonly language: string; readonly label: string }): Omit<Option, 'id'> {
  const name = languageName(language);
  if (name === undefined) return { name: label || words.watch.unknownLanguage };
  return { name, note: label === '' || label === name || label === language ? undefined : label };
}
