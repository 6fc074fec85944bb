import './studio.css';
import { useEffect, useState } from 'preact/hooks';
import type { StudioTitle } from '../../../contracts/index.ts';
import { owner, studio } from '../../api.ts';
import { useNews } from '../../news.ts';
import { Notice, Offline, Stale, Wrong } from '../../parts/notice.tsx';
import { words } from '../../words/index.ts';
import { Arrivals } from './arrivals.tsx';
import { Row } from './row.tsx';
import { useUploads } from './use-uploads.ts';

const askTitles = (signal: AbortSignal) => studio.calls.titles({}, { signal }).then(({ titles }) => titles);
const isBusy = ({ state }: StudioTitle) => state === 'inspecting' || state === 'planning' || state === 'encoding';
const pauseMs = (titles: readonly StudioTitle[]) => (titles.some(isBusy) ? 1_500 : 8_000);

/** Where films come in, and how far each of them is. */
export function Studio() {
  const news = useNews(askTitles, pauseMs);
  const uploads = useUploads(news.refresh);
  useEffect(() => {
    document.title = `${words.studio.title} · ${words.name}`;
  }, []);

  if (news.error?.code === 'request.owner-only') return <Owner onDone={news.refresh} />;
  if (news.value === undefined && !news.online) return <Offline />;
  if (news.value === undefined && news.error !== undefined) return <Wrong error={news.error} onRetry={news.refresh} />;
  return (
    <div class="studio">
      <h1>{words.studio.title}</h1>
      <p class="studio-lead">{words.studio.lead}</p>
      <Arrivals uploads={uploads} />
      {news.error !== undefined && <Stale error={news.error} />}
      <Bench titles={news.value} onChange={news.refresh} />
    </div>
  );
}

function Bench({
  titles,
  onChange,
}: {
  readonly titles: readonly StudioTitle[] | undefined;
  readonly onChange: () => void;
}) {
  if (titles === undefined) return <div class="bench-blank" aria-busy="true" />;
  if (titles.length === 0) {
    return (
      <section class="bench-empty">
        <h2>{words.studio.empty.title}</h2>
        <p>{words.studio.empty.sentence}</p>
      </section>
    );
  }
  return (
    <ul class="bench">
      {titles.map((title) => (
        <Row key={title.id} title={title} onChange={onChange} />
      ))}
    </ul>
  );
}

/** Off this machine, the studio opens to the owner's token alone. */
function Owner({ onDone }: { readonly onDone: () => void }) {
  const [token, setToken] = useState('');
  return (
    <Notice icon="studio" title={words.studio.owner.title} sentence={words.studio.owner.sentence}>
      <form
        class="owner"
        onSubmit={(event) => {
          event.preventDefault();
          owner.keep(token);
          onDone();
        }}
      >
        <label for="token">{words.studio.owner.field}</label>
        <input
          id="token"
          class="field"
          type="password"
          autocomplete="current-password"
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <button type="submit" class="button">
          {words.studio.owner.action}
        </button>
      </form>
    </Notice>
  );
}
