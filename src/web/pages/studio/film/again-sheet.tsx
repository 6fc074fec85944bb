import { useState } from 'preact/hooks';
import { type EncodeSettings, encodeSettings, type StudioTitle } from '../../../../contracts/index.ts';
import { count } from '../../../format.ts';
import { Button } from '../../../parts/button.tsx';
import { Select } from '../../../parts/field.tsx';
import { closeSheet } from '../../../router.ts';
import { words } from '../../../words/index.ts';
import { reencode } from '../actions.ts';

const presets = encodeSettings.shape.preset.options;
/** Short sides that ladders are made of, tallest first. */
const usualSides = [2160, 1440, 1080, 720, 540, 480, 360, 240] as const;
const usual: EncodeSettings = { preset: 'medium', crf: 23, shortSides: [1080, 720, 480, 360, 240] };

/** Encodes a film again with other settings. */
export function AgainSheet({ title }: { readonly title: StudioTitle }) {
  const said = words.studio.again;
  const before = title.settings ?? { ...usual, shortSides: sidesOf(title) };
  const [preset, setPreset] = useState(before.preset);
  const [crf, setCrf] = useState(before.crf);
  const [sides, setSides] = useState<readonly number[]>(before.shortSides);
  const offered = [...new Set([...usualSides, ...before.shortSides])].sort((a, b) => b - a);

  return (
    <form
      class="sheet-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (sides.length === 0) return;
        closeSheet();
        void reencode(title, { preset, crf, shortSides: [...sides] });
      }}
    >
      <p class="quiet">{said.sentence}</p>
      <Select
        label={said.preset}
        hint={said.presetHint}
        value={preset}
        choices={presets.map((one) => [one, one] as const)}
        onValue={setPreset}
      />
      <label class="range">
        <span class="field-label">
          {said.crf} <output>{count(crf)}</output>
        </span>
        <input
          type="range"
          min={14}
          max={36}
          step={1}
          value={crf}
          onInput={(event) => setCrf(Number(event.currentTarget.value))}
        />
        <span class="field-hint">{said.crfHint}</span>
      </label>
      <fieldset class="checks">
        <legend class="field-label">{said.sizes}</legend>
        {offered.map((side) => (
          <label key={side} class="check">
            <input
              type="checkbox"
              checked={sides.includes(side)}
              onChange={(event) =>
                setSides(event.currentTarget.checked ? [...sides, side] : sides.filter((one) => one !== side))
              }
            />
            <span>{side}p</span>
          </label>
        ))}
      </fieldset>
      {sides.length === 0 && (
        <p class="sheet-wrong" role="alert">
          {said.sizesWrong}
        </p>
      )}
      <div class="sheet-do">
        <Button submit disabled={sides.length === 0}>
          {said.start}
        </Button>
      </div>
    </form>
  );
}

function sidesOf({ rungs }: StudioTitle): number[] {
  const sides = rungs.map(({ width, height }) => Math.min(width, height));
  return sides.length > 0 ? sides : usual.shortSides;
}
