import { useRef, useState } from 'preact/hooks';
import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import { Button } from '../../../components/button.tsx';
import { tell } from '../../../components/toast.tsx';
import { fileSize } from '../../../format.ts';
import { closeSheet, go } from '../../../router.ts';
import { addressOf } from '../../../routes.ts';
import { words } from '../../../words/index.ts';
import { uploads } from '../arrivals/uploads.ts';

/** Gives a title another file. It is sent like any other upload, and what plays goes on until the new film is ready. */
export function ReplaceSheet({ title }: { readonly title: StudioTitle }) {
  const text = words.studio.replace;
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();

  function send(): void {
    if (file === undefined) {
      input.current?.click();
      return;
    }
    uploads.add([{ film: file, sidecars: [], replaces: title.id }]);
    closeSheet();
    const action = { name: text.follow, onChoose: () => go(addressOf.studio) };
    tell({ text: text.started(title.name), tone: 'health', action });
  }

  return (
    <form
      class="sheet-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p class="quiet">{title.watchable ? text.sentence : text.firstSentence}</p>
      <div class="file-choice">
        <Button kind="quiet" icon="film" onClick={() => input.current?.click()}>
          {text.choose}
        </Button>
        <span class="file-name" dir="auto">
          {file === undefined ? '' : `${file.name} · ${fileSize(file.size)}`}
        </span>
        <input
          ref={input}
          class="unseen"
          type="file"
          tabIndex={-1}
          aria-label={text.file}
          accept="video/*,.mkv,.ts,.m2ts,.mts,.vob,.mxf"
          onChange={(event) => setFile(event.currentTarget.files?.[0])}
        />
      </div>
      <div class="sheet-do">
        <Button submit>{text.send}</Button>
        <Button kind="plain" onClick={closeSheet}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
