import '../studio.css';
import './shelf.css';
import { useEffect } from 'preact/hooks';
import type { RemovedTitle } from '../../../../contracts/studio/index.ts';
import { systemClock } from '../../../../kit/index.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Notice, Offline, Stale, Wrong } from '../../../components/notice.tsx';
import { Still } from '../../../components/still.tsx';
import { cache, useQuery } from '../../../data/use-query.ts';
import { ago, fileSize, span } from '../../../format.ts';
import { addressOf } from '../../../routes.ts';
import { words } from '../../../words/index.ts';
import { OwnerDoor } from '../owner-door.tsx';
import { bringBack, removeForGood } from './shelf-actions.ts';
import { shelfQuery } from './shelf-query.ts';

/** What was removed, and can be brought back for a while. */
export function Shelf() {
  const shelf = useQuery(shelfQuery);
  const text = words.studio.shelf;
  useEffect(() => {
    document.title = `${text.title} · ${words.name}`;
  }, [text]);
  if (shelf.error?.code === 'request.owner-only') return <OwnerDoor onDone={shelf.refresh} />;
  if (shelf.value === undefined && !shelf.online) return <Offline />;
  if (shelf.value === undefined && shelf.error !== undefined)
    return <Wrong error={shelf.error} onRetry={shelf.refresh} />;
  const titles = shelf.value?.titles;
  const take = (id: string) => cache.put(shelfQuery.key, { titles: (titles ?? []).filter((title) => title.id !== id) });
  return (
    <div class="studio shelf">
      <a class="film-up" href={addressOf.studio}>
        <Icon name="left" />
        {words.studio.film.back}
      </a>
      <h1>{text.title}</h1>
      {shelf.error !== undefined && <Stale error={shelf.error} />}
      {titles?.length === 0 ? (
        <Notice icon="remove" title={text.empty.title} sentence={text.empty.sentence} under>
          <ButtonLink href={addressOf.studio}>{text.empty.action}</ButtonLink>
        </Notice>
      ) : (
        <>
          <p class="studio-lead">{text.lead}</p>
          <ul class="shelf-list" aria-busy={titles === undefined}>
            {titles?.map((title) => (
              <Removed key={title.id} title={title} onGone={() => take(title.id)} onWrong={shelf.refresh} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Removed(props: { readonly title: RemovedTitle; readonly onGone: () => void; readonly onWrong: () => void }) {
  const { title, onGone, onWrong } = props;
  const text = words.studio.shelf;
  const now = systemClock.now();
  /** Shown at once; where the studio says no, the shelf is asked for again. */
  const settle = (done: Promise<boolean>) => {
    onGone();
    void done.then((isDone) => {
      if (!isDone) onWrong();
    });
  };
  return (
    <li class="shelf-title" data-row={title.id}>
      <Still id={title.id} artwork={title.artwork} sizes="8rem" class="title-still" />
      <div class="shelf-words">
        <h2 dir="auto">{title.name}</h2>
        <p class="quiet">
          {[
            text.removed(ago(title.removedAt, now)),
            text.goes(ago(title.goesAt, now)),
            ...(title.durationSeconds === undefined ? [] : [span(title.durationSeconds)]),
            fileSize(title.bytes),
          ].join(' · ')}
        </p>
        {title.why !== undefined && <p class="shelf-why">{title.why}</p>}
      </div>
      <div class="shelf-do">
        {title.why === undefined && (
          <Button
            kind="quiet"
            icon="again"
            label={`${text.restore}: ${title.name}`}
            onClick={() => settle(bringBack(title))}
          >
            {text.restore}
          </Button>
        )}
        <Button
          kind="danger"
          icon="remove"
          label={`${text.purge}: ${title.name}`}
          onClick={() => settle(removeForGood(title))}
        >
          {text.purge}
        </Button>
      </div>
    </li>
  );
}
