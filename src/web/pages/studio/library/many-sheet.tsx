import '../forms.css';
import { useRef, useState } from 'preact/hooks';
import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import { studio } from '../../../api/studio.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { tell } from '../../../components/toast.tsx';
import { useSending } from '../../../data/use-sending.ts';
import { count } from '../../../format.ts';
import { closeSheet } from '../../../router.ts';
import { words } from '../../../words/index.ts';
import { SheetError } from '../film/text-sheet.tsx';
import { titlesStore } from '../titles-store.ts';
import { editOf, emptyForm, type ManyForm, wrongIn } from './many-form.ts';

/** Changes the same of all that is selected. */
export function ManySheet({ titles }: { readonly titles: readonly StudioTitle[] }) {
  const texts = words.studio.many;
  const edit = words.studio.edit;
  const [form, setForm] = useState<ManyForm>(emptyForm);
  const [tried, setTried] = useState(false);
  const { busy, error, send } = useSending();
  const element = useRef<HTMLFormElement>(null);
  const wrong = tried ? wrongIn(form) : {};
  const set = (news: Partial<ManyForm>) => setForm((old) => ({ ...old, ...news }));

  async function save(): Promise<void> {
    setTried(true);
    if (Object.keys(wrongIn(form)).length > 0) {
      requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const changes = editOf(form);
    if (changes === undefined) return closeSheet();
    await send(async () => {
      const answer = await studio.calls.editMany({ ids: titles.map(({ id }) => id), ...changes });
      titlesStore.merge(answer.titles);
      tell({ text: texts.saved(answer.titles.length, count(answer.titles.length)), tone: 'health' });
      closeSheet();
    });
  }

  return (
    <form
      ref={element}
      class="sheet-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p class="quiet">{texts.lead(titles.length, count(titles.length))}</p>
      <div class="sheet-pair">
        <Field
          label={edit.year}
          value={form.year}
          wrong={wrong.year === undefined ? undefined : edit.yearWrong}
          inputMode="numeric"
          maxLength={4}
          onValue={(year) => set({ year })}
        />
        <Field
          label={edit.maturity}
          hint={edit.maturityHint}
          value={form.maturity}
          maxLength={20}
          onValue={(maturity) => set({ maturity })}
        />
      </div>
      <div class="sheet-pair">
        <Field
          label={edit.series}
          hint={texts.seriesHint}
          value={form.series}
          dir="auto"
          maxLength={500}
          onValue={(series) => set({ series })}
        />
        <Field
          label={edit.season}
          value={form.season}
          wrong={wrong.season === undefined ? undefined : edit.numberWrong}
          inputMode="numeric"
          onValue={(season) => set({ season })}
        />
      </div>
      <Field
        label={texts.addGenres}
        hint={edit.genresHint}
        value={form.addGenres}
        dir="auto"
        onValue={(addGenres) => set({ addGenres })}
      />
      <Field
        label={texts.removeGenres}
        hint={edit.genresHint}
        value={form.removeGenres}
        dir="auto"
        onValue={(removeGenres) => set({ removeGenres })}
      />
      {error !== undefined && <SheetError error={error} />}
      <div class="sheet-do">
        <Button submit busy={busy}>
          {edit.save}
        </Button>
        <Button kind="plain" onClick={closeSheet}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
