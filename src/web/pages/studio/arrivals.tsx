import { useRef, useState } from 'preact/hooks';
import { fileSize } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { words } from '../../words/index.ts';
import type { UploadState, Uploads } from './use-uploads.ts';

/** The door for films: drop them, or choose them; and those that are on their way. */
export function Arrivals({ uploads }: { readonly uploads: Uploads }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    uploads.add(event.dataTransfer?.files ?? []);
  }

  return (
    <section class="arrivals">
      <fieldset
        class="drop"
        data-over={over}
        aria-label={words.studio.choose}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <Icon name="upload" />
        <p class="drop-big">{words.studio.drop}</p>
        <button type="button" class="button button-quiet" onClick={() => input.current?.click()}>
          {words.studio.choose}
        </button>
        <input
          ref={input}
          id="films"
          class="unseen"
          type="file"
          multiple
          tabIndex={-1}
          aria-label={words.studio.choose}
          accept="video/*,.mkv,.mxf,.ts,.m2ts"
          onChange={(event) => {
            uploads.add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </fieldset>
      {uploads.list.length > 0 && (
        <ul class="uploads">
          {uploads.list.map((upload) => (
            <Arrival key={upload.id} upload={upload} onStop={() => uploads.stop(upload.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Arrival({ upload, onStop }: { readonly upload: UploadState; readonly onStop: () => void }) {
  const part = upload.size === 0 ? 0 : upload.sent / upload.size;
  return (
    <li class="upload">
      <div class="upload-head">
        <span class="upload-name">{upload.name}</span>
        <button
          type="button"
          class="button-icon"
          aria-label={`${words.studio.cancel}: ${upload.name}`}
          onClick={onStop}
        >
          <Icon name="close" />
        </button>
      </div>
      <progress class="meter" max={1} value={part} aria-label={upload.name} />
      <p class={upload.why === undefined ? 'upload-word' : 'upload-word upload-wrong'} role="status">
        {upload.why ??
          (upload.held ? words.studio.paused : words.studio.sent(fileSize(upload.sent), fileSize(upload.size)))}
      </p>
    </li>
  );
}
