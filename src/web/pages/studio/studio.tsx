import './studio.css';
import { useEffect } from 'preact/hooks';
import { Offline, Stale, Wrong } from '../../components/notice.tsx';
import { useOnline } from '../../data/use-query.ts';
import { words } from '../../words/index.ts';
import { Arrivals } from './arrivals/arrivals.tsx';
import { Bench } from './library/bench.tsx';
import { useLibrary } from './library/use-library.ts';
import { OwnerDoor } from './owner-door.tsx';

/** Where films come in, and how far each of them is. */
export function Studio() {
  const library = useLibrary();
  const online = useOnline();
  useEffect(() => {
    document.title = `${words.studio.title} · ${words.name}`;
  }, []);

  const { titles, error } = library;
  if (error?.code === 'request.owner-only') return <OwnerDoor onDone={library.refresh} />;
  if (titles === undefined && !online) return <Offline />;
  if (titles === undefined && error !== undefined) return <Wrong error={error} onRetry={library.refresh} />;
  return (
    <div class="studio">
      <h1>{words.studio.title}</h1>
      <p class="studio-lead">{words.studio.lead}</p>
      <Arrivals />
      {error !== undefined && <Stale error={error} />}
      {titles === undefined ? <Loading /> : <Bench titles={titles} />}
    </div>
  );
}

function Loading() {
  return (
    <div role="status" class="bench">
      <span class="unseen">{words.studio.loading}</span>
      <div class="bench-blank" aria-hidden="true">
        {[1, 2, 3, 4].map((row) => (
          <div key={row} class="blank" />
        ))}
      </div>
    </div>
  );
}
