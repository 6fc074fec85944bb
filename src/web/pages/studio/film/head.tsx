import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import { systemClock } from '../../../../kit/index.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Menu, type MenuItem } from '../../../components/menu.tsx';
import { Picture } from '../../../components/picture.tsx';
import { Still } from '../../../components/still.tsx';
import { ago, span, year } from '../../../format.ts';
import { go, openSheet } from '../../../router.ts';
import { addressOf } from '../../../routes.ts';
import { placeOf } from '../../../series.ts';
import { words } from '../../../words/index.ts';
import {
  canCancel,
  cancel,
  canPause,
  canReencode,
  canReplace,
  canResume,
  canRetry,
  pause,
  remove,
  resume,
  retry,
} from '../actions.ts';
import { isTrouble } from '../library/list.ts';
import { StateMark } from '../state-mark.tsx';
import type { FilmStore } from './film-store.ts';

/** What the film is, what it is at, and what can be done about it. */
export function FilmHead({ title, store }: { readonly title: StudioTitle; readonly store: FilmStore }) {
  const { metadata, artwork } = title;
  return (
    <header class="film-head">
      {artwork?.backdrop !== undefined && (
        <div class="film-back" aria-hidden="true">
          <Picture picture={artwork.backdrop} sizes="100vw" first />
        </div>
      )}
      <div class="film-poster" aria-hidden="true">
        {artwork?.poster === undefined ? (
          <Still id={title.id} artwork={artwork} sizes="12rem" />
        ) : (
          <Picture picture={artwork.poster} sizes="12rem" first />
        )}
      </div>
      <div class="film-text">
        <div class="film-words">
          <a class="film-up" href={addressOf.studio}>
            <Icon name="left" />
            {words.studio.film.back}
          </a>
          <h1>
            <bdi>{title.name}</bdi>
          </h1>
          <p class="marks">
            <span>
              <StateMark title={title} />
            </span>
            {title.watchable && title.state !== 'ready' && <span>{words.studio.watchable}</span>}
            {title.replacing && <span>{words.studio.replace.underWay}</span>}
            {metadata?.year !== undefined && <span>{year(metadata.year)}</span>}
            {metadata?.series !== undefined && (
              <span>
                <bdi>{metadata.series.name}</bdi> · {placeOf(metadata.series)}
              </span>
            )}
            {title.durationSeconds !== undefined && <span>{span(title.durationSeconds)}</span>}
            <span>{words.studio.film.added(ago(title.addedAt, systemClock.now()))}</span>
            <Live open={store.open} />
          </p>
        </div>
        {metadata?.summary !== undefined && (
          <p class="film-summary" dir="auto">
            {metadata.summary}
          </p>
        )}
        {title.why !== undefined && isTrouble(title) && (
          <p class="film-why" role="status">
            <Icon name="warning" />
            <span>{title.why}</span>
          </p>
        )}
        <Actions title={title} />
      </div>
    </header>
  );
}

function Live({ open }: { readonly open: boolean }) {
  return (
    <span class={open ? 'live live-open' : 'live'} title={open ? undefined : words.studio.notLive}>
      {open ? words.studio.live : words.studio.notLive}
    </span>
  );
}

function Actions({ title }: { readonly title: StudioTitle }) {
  const text = words.studio.do;
  const main = title.watchable ? 'velvet' : 'quiet';
  const away = async () => {
    void remove([title]);
    go(addressOf.studio);
  };
  const items: readonly (MenuItem | false)[] = [
    { key: 'art', name: text.poster, icon: 'picture', onChoose: () => openSheet('art') },
    { key: 'texts', name: words.studio.tracks.add, icon: 'captions', onChoose: () => openSheet('texts') },
    canReencode(title) && { key: 'again', name: text.reencode, icon: 'again', onChoose: () => openSheet('again') },
    canReplace(title) && {
      key: 'replace',
      name: words.studio.replace.title,
      icon: 'upload',
      onChoose: () => openSheet('replace'),
    },
    canCancel(title) && { key: 'cancel', name: text.cancel, icon: 'stop', onChoose: () => void cancel(title) },
    { key: 'remove', name: text.remove, icon: 'remove', danger: true, onChoose: () => void away() },
  ];
  // One button for going on and holding up: it keeps the focus while it turns from the one into the other.
  const hold = canResume(title)
    ? ({ name: text.resume, icon: 'play', act: resume } as const)
    : canPause(title)
      ? ({ name: text.pause, icon: 'pause', act: pause } as const)
      : canRetry(title)
        ? ({ name: text.retry, icon: 'again', act: retry } as const)
        : undefined;
  return (
    <div class="film-do" data-row="do">
      {title.watchable && (
        <ButtonLink href={addressOf.watch(title.id)} icon="play" kind={main}>
          {text.watch}
        </ButtonLink>
      )}
      {hold !== undefined && (
        <Button
          key="hold"
          kind={title.watchable ? 'quiet' : 'velvet'}
          icon={hold.icon}
          onClick={() => void hold.act(title)}
        >
          {hold.name}
        </Button>
      )}
      {title.state === 'refused' && (
        <>
          <Button kind="quiet" icon="upload" onClick={() => openSheet('replace')}>
            {text.another}
          </Button>
          <Button kind="danger" icon="remove" onClick={() => void away()}>
            {text.remove}
          </Button>
        </>
      )}
      <Button kind="quiet" icon="edit" onClick={() => openSheet('edit')}>
        {text.edit}
      </Button>
      <Menu label={text.more(title.name)} items={items.filter((item) => item !== false)} />
    </div>
  );
}
