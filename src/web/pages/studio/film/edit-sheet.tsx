import { useRef, useState } from 'preact/hooks';
import type { StudioTitle, TitleVersion } from '../../../../contracts/studio/index.ts';
import { studio } from '../../../api/studio.ts';
import { Button } from '../../../components/button.tsx';
import { Field, TextField } from '../../../components/field.tsx';
import { tell } from '../../../components/toast.tsx';
import { languageName } from '../../../format.ts';
import { closeSheet } from '../../../router.ts';
import { words } from '../../../words/index.ts';
import { titlesStore } from '../titles-store.ts';
import { type EditForm, edited, editOf, formOf, wrongIn } from './edit-form.ts';

/** What is said of a title, for its owner to change. Shown at once everywhere, put back where the studio says no. */
export function EditSheet({
  title,
  version,
}: {
  readonly title: StudioTitle;
  readonly version: TitleVersion | undefined;
}) {
  const text = words.studio.edit;
  const before = useRef(formOf(title, version)).current;
  const [form, setForm] = useState<EditForm>(before);
  const [tried, setTried] = useState(false);
  const wrong = tried ? wrongIn(form) : {};
  const element = useRef<HTMLFormElement>(null);

  const set = (news: Partial<EditForm>) => setForm((old) => ({ ...old, ...news }));
  const sentence = (field: keyof EditForm) => {
    const what = wrong[field];
    return what === undefined ? undefined : text[`${what}Wrong`];
  };

  function save(): void {
    setTried(true);
    if (Object.keys(wrongIn(form)).length > 0) {
      requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const edit = editOf(before, form);
    closeSheet();
    if (edit === undefined) return;
    const { id } = title;
    void titlesStore
      .ask(id, { change: (same) => edited(same, edit), send: () => studio.calls.edit({ id, ...edit }) })
      .then((done) => {
        if (done) tell({ text: text.saved, tone: 'health' });
      });
  }

  return (
    <form
      ref={element}
      class="sheet-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field
        label={text.name}
        value={form.name}
        wrong={sentence('name')}
        dir="auto"
        onValue={(name) => set({ name })}
      />
      <div class="sheet-pair">
        <Field
          label={text.year}
          value={form.year}
          wrong={sentence('year')}
          inputMode="numeric"
          maxLength={4}
          onValue={(year) => set({ year })}
        />
        <Field
          label={text.maturity}
          hint={text.maturityHint}
          value={form.maturity}
          maxLength={20}
          onValue={(maturity) => set({ maturity })}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={form.isEpisode}
          onChange={(event) => set({ isEpisode: event.currentTarget.checked })}
        />
        <span>{text.isEpisode}</span>
      </label>
      {form.isEpisode && (
        <>
          <Field
            label={text.series}
            value={form.series}
            wrong={sentence('series')}
            dir="auto"
            onValue={(series) => set({ series })}
          />
          <Field
            label={text.seriesYear}
            hint={text.seriesYearHint}
            value={form.seriesYear}
            wrong={sentence('seriesYear')}
            inputMode="numeric"
            maxLength={4}
            onValue={(seriesYear) => set({ seriesYear })}
          />
          <div class="sheet-pair">
            <Field
              label={text.season}
              value={form.season}
              wrong={sentence('season')}
              inputMode="numeric"
              onValue={(season) => set({ season })}
            />
            <Field
              label={text.episode}
              value={form.episode}
              wrong={sentence('episode')}
              inputMode="numeric"
              onValue={(episode) => set({ episode })}
            />
          </div>
        </>
      )}
      <TextField label={text.summary} value={form.summary} rows={5} onValue={(summary) => set({ summary })} />
      <Field
        label={text.genres}
        hint={text.genresHint}
        value={form.genres}
        dir="auto"
        onValue={(genres) => set({ genres })}
      />
      {Object.keys(form.languages).length > 0 && <Languages form={form} set={set} />}
      <div class="sheet-do">
        <Button submit>{text.save}</Button>
        <Button kind="plain" onClick={closeSheet}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Sixty tracks must not bury the rest: they stand behind their heading. */
function Languages({ form, set }: { readonly form: EditForm; readonly set: (news: Partial<EditForm>) => void }) {
  return (
    <details class="sheet-more">
      <summary>{words.studio.edit.languages}</summary>
      {Object.entries(form.languages).map(([track, language]) => (
        <Field
          key={track}
          label={words.studio.tracks.language(track)}
          hint={languageName(language) ?? words.studio.tracks.unknown}
          value={language}
          dir="ltr"
          maxLength={35}
          onValue={(value) => set({ languages: { ...form.languages, [track]: value } })}
        />
      ))}
    </details>
  );
}
