import { useRef, useState } from 'preact/hooks';
import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import type { ErrorData } from '../../../../kit/index.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { tell } from '../../../components/toast.tsx';
import { toldOf } from '../../../data/error.ts';
import { useSending } from '../../../data/use-sending.ts';
import { languageName } from '../../../format.ts';
import { closeSheet } from '../../../router.ts';
import { words } from '../../../words/index.ts';
import { sendText } from '../arrivals/deliver.ts';
import { speechOf } from '../arrivals/sidecars.ts';

/** Brings a file of subtitles to a film. What its name says of the language is filled in. */
export function TextSheet({ title, onChange }: { readonly title: StudioTitle; readonly onChange: () => void }) {
  const text = words.studio.tracks;
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [language, setLanguage] = useState('');
  const [label, setLabel] = useState('');
  const [forced, setForced] = useState(false);
  const { busy, error, send: sending } = useSending();

  function choose(chosen: File | undefined): void {
    setFile(chosen);
    if (chosen === undefined) return;
    const speech = speechOf(chosen.name.replace(/\.[^.]*$/, '').replace(/^[^.]*/, ''));
    setLanguage(speech.language ?? '');
    setForced(speech.forced);
  }

  async function send(): Promise<void> {
    if (file === undefined) {
      input.current?.click();
      return;
    }
    await sending(async () => {
      await sendText(title.id, { file, language: language === '' ? undefined : language, label, forced });
      tell({ text: text.sent, tone: 'health' });
      onChange();
      closeSheet();
    });
  }

  return (
    <form
      class="sheet-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p class="quiet">{text.hint}</p>
      <div class="file-choice">
        <Button kind="quiet" icon="text" onClick={() => input.current?.click()}>
          {text.chooseFile}
        </Button>
        <span class="file-name">{file?.name ?? ''}</span>
        <input
          ref={input}
          class="unseen"
          type="file"
          tabIndex={-1}
          aria-label={text.file}
          accept=".srt,.vtt,.ass,.ssa,.ttml,.dfxp,.itt,.xml"
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
      </div>
      <Field
        label={text.languageField}
        hint={languageName(language) ?? 'en, de, pt-BR'}
        value={language}
        dir="ltr"
        maxLength={35}
        onValue={setLanguage}
      />
      <Field label={text.label} value={label} maxLength={100} onValue={setLabel} />
      <label class="check">
        <input type="checkbox" checked={forced} onChange={(event) => setForced(event.currentTarget.checked)} />
        <span>{text.forced}</span>
      </label>
      {error !== undefined && <SheetError error={error} />}
      <div class="sheet-do">
        <Button submit busy={busy}>
          {text.send}
        </Button>
      </div>
    </form>
  );
}

/** What went wrong with what a sheet was to do. */
export function SheetError({ error }: { readonly error: ErrorData }) {
  return (
    <p class="sheet-wrong" role="alert">
      {toldOf(error)} <code>{error.code}</code>
    </p>
  );
}
