import { useEffect, useRef, useState } from 'preact/hooks';
import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import type { ErrorData } from '../../../../kit/index.ts';
import { studio } from '../../../api/studio.ts';
import { Button } from '../../../components/button.tsx';
import { Picture } from '../../../components/picture.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { tell } from '../../../components/toast.tsx';
import { dataOf } from '../../../data/error.ts';
import { clockTime } from '../../../format.ts';
import { words } from '../../../words/index.ts';
import { sendArtwork } from '../arrivals/deliver.ts';
import { titlesStore } from '../titles-store.ts';
import { FilmFrame } from './film-frame.tsx';
import { type FilmPictures, openFilmPictures } from './film-pictures.ts';
import { SheetError } from './text-sheet.tsx';

type Kind = 'poster' | 'backdrop';
const largestBytes = 20_000_000;

/** What stands for a film: a picture from a place in it, or one of its owner's own. */
export function ArtSheet({ title, onChange }: { readonly title: StudioTitle; readonly onChange: () => void }) {
  const texts = words.studio.art;
  const input = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<Kind>('poster');
  const [at, setAt] = useState((title.durationSeconds ?? 0) / 4);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorData>();
  const [pictures, setPictures] = useState<FilmPictures>();
  const picture = title.artwork?.[kind];

  useEffect(() => {
    let open: FilmPictures | undefined;
    let left = false;
    void openFilmPictures(title.id).then((found) => {
      if (left) found?.close();
      else {
        open = found;
        setPictures(found);
      }
    });
    return () => {
      left = true;
      open?.close();
    };
  }, [title.id]);

  async function change(send: () => Promise<StudioTitle | undefined>): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const news = await send();
      if (news !== undefined) titlesStore.merge([news]);
      tell({ text: texts.done[kind], tone: 'health' });
      onChange();
    } catch (thrown) {
      setError(dataOf(thrown));
    } finally {
      setBusy(false);
    }
  }

  function upload(file: File | undefined): void {
    if (file === undefined) return;
    if (file.size > largestBytes) {
      setError({ code: 'studio.too-large', status: 413, retry: 'never', sentence: texts.tooLarge, details: {} });
      return;
    }
    void change(() => sendArtwork(title.id, kind, file).then(() => undefined));
  }

  return (
    <div class="sheet-form">
      <Segmented
        label={texts.title}
        value={kind}
        choices={[
          ['poster', texts.kinds.poster],
          ['backdrop', texts.kinds.backdrop],
        ]}
        onValue={setKind}
      />
      {picture !== undefined && (
        <div class={`art-now art-now-${kind}`}>
          <Picture picture={picture} sizes="16rem" alt={texts.kinds[kind]} />
        </div>
      )}
      <h3>{texts.fromFilm}</h3>
      {title.durationSeconds === undefined ? (
        <p class="quiet">{texts.notYet}</p>
      ) : (
        <>
          {pictures !== undefined && <FilmFrame pictures={pictures} at={at} class="art-frame" />}
          <label class="range">
            <span class="field-label">
              {texts.place} <output>{clockTime(at)}</output>
            </span>
            <input
              type="range"
              min={0}
              max={title.durationSeconds}
              step={0.5}
              value={at}
              aria-valuetext={clockTime(at)}
              onInput={(event) => setAt(Number(event.currentTarget.value))}
            />
          </label>
          <Button
            busy={busy}
            icon="picture"
            onClick={() => void change(() => studio.calls.chooseStill({ id: title.id, kind, at }))}
          >
            {texts.use}
          </Button>
        </>
      )}
      <div class="file-choice">
        <Button kind="quiet" icon="upload" busy={busy} onClick={() => input.current?.click()}>
          {texts.upload}
        </Button>
        <span class="quiet">{texts.hint}</span>
        <input
          ref={input}
          class="unseen"
          type="file"
          tabIndex={-1}
          aria-label={texts.upload}
          accept="image/jpeg,image/png,image/webp,image/avif"
          onChange={(event) => upload(event.currentTarget.files?.[0])}
        />
      </div>
      {error !== undefined && <SheetError error={error} />}
    </div>
  );
}
