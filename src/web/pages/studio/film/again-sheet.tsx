import { useId, useState } from 'preact/hooks';
import { type EncodeSettings, encodeSettings, type StudioTitle } from '../../../../contracts/studio/index.ts';
import { Button } from '../../../components/button.tsx';
import { Select } from '../../../components/field.tsx';
import { tell } from '../../../components/toast.tsx';
import { count } from '../../../format.ts';
import { closeSheet } from '../../../router.ts';
import { words } from '../../../words/index.ts';
import { reencode } from '../actions.ts';
import { settingsAnew, sidesFor } from './again-form.ts';

const presets = encodeSettings.shape.preset.options;
const usual: EncodeSettings = { preset: 'medium', crf: 23, shortSides: [1080, 720, 480, 360, 240] };

/** Encodes a film again with other settings. */
export function AgainSheet({ title }: { readonly title: StudioTitle }) {
  const text = words.studio.again;
  const before = title.settings ?? { ...usual, shortSides: sidesOf(title) };
  const [preset, setPreset] = useState(before.preset);
  const [crf, setCrf] = useState(before.crf);
  const [sides, setSides] = useState<readonly number[]>(before.shortSides);
  const [same, setSame] = useState(false);
  const id = useId();
  const offered = sidesFor(title, before.shortSides);
  const [own = 0] = offered;

  return (
    <form
      class="sheet-form"
      onInput={() => setSame(false)}
      onSubmit={(event) => {
        event.preventDefault();
        const settings = settingsAnew(title, before, { preset, crf, shortSides: [...sides] });
        setSame(settings === undefined);
        if (settings === undefined) return;
        closeSheet();
        void reencode(title, settings).then((done) => {
          if (done) tell({ text: text.started, tone: 'health' });
        });
      }}
    >
      <p class="quiet">{text.sentence}</p>
      <Select
        label={text.preset}
        hint={text.presetHint}
        value={preset}
        choices={presets.map((one) => [one, one] as const)}
        onValue={setPreset}
      />
      <div class="range">
        <span class="field-label">
          <label for={id}>{text.crf}</label> <output for={id}>{count(crf)}</output>
        </span>
        <input
          id={id}
          aria-describedby={`${id}-hint`}
          type="range"
          min={14}
          max={36}
          step={1}
          value={crf}
          onInput={(event) => setCrf(Number(event.currentTarget.value))}
        />
        <span class="field-hint" id={`${id}-hint`}>
          {text.crfHint}
        </span>
      </div>
      <fieldset class="checks">
        <legend class="field-label">{text.sizes}</legend>
        {offered.map((side) => (
          <label key={side} class="check">
            <input
              type="checkbox"
              checked={side === own || sides.includes(side)}
              disabled={side === own}
              onChange={(event) =>
                setSides(event.currentTarget.checked ? [...sides, side] : sides.filter((one) => one !== side))
              }
            />
            <span>{side}p</span>
          </label>
        ))}
        <p class="field-hint">{text.sizesHint(String(own))}</p>
      </fieldset>
      <p class="sheet-word" role="status">
        {same && text.same}
      </p>
      <div class="sheet-do">
        <Button submit>{text.start}</Button>
        <Button kind="plain" onClick={closeSheet}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

function sidesOf({ rungs }: StudioTitle): number[] {
  const sides = rungs.map(({ width, height }) => Math.min(width, height));
  return sides.length > 0 ? sides : usual.shortSides;
}
