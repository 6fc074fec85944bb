import '../forms.css';
import '../studio.css';
import './film.css';
import './curve.css';
import './findings.css';
import './tracks.css';
import './sheets.css';
import { useEffect, useState } from 'preact/hooks';
import { ButtonLink } from '../../../components/button.tsx';
import { Notice, Offline, Stale, Wrong } from '../../../components/notice.tsx';
import { useOnline } from '../../../data/use-query.ts';
import { openSheet, useQueryValue } from '../../../router.ts';
import { addressOf } from '../../../routes.ts';
import { words } from '../../../words/index.ts';
import { OwnerDoor } from '../owner-door.tsx';
import { AddressSheet } from '../sheet.tsx';
import { titlesStore } from '../titles-store.ts';
import { useStore } from '../use-store.ts';
import { WallPanel } from '../wall/panel.tsx';
import { PieceDetails } from '../wall/piece-sheet.tsx';
import { AgainSheet } from './again-sheet.tsx';
import { ArtSheet } from './art-sheet.tsx';
import { LadderPanel } from './curve-chart.tsx';
import { EditSheet } from './edit-sheet.tsx';
import { type FilmStore, openFilmStore } from './film-store.ts';
import { FindingsPanel } from './findings-panel.tsx';
import { FilmHead } from './head.tsx';
import { ReplaceSheet } from './replace-sheet.tsx';
import { TextSheet } from './text-sheet.tsx';
import { TracksPanel } from './tracks-panel.tsx';
import { VersionsPanel } from './versions-panel.tsx';

/** A film's page in the studio. */
export function Film({ id }: { readonly id: string }) {
  const [store, setStore] = useState<FilmStore>();
  useEffect(() => {
    const open = openFilmStore(id);
    setStore(open);
    return () => open.close();
  }, [id]);
  return store === undefined ? <Loading /> : <Opened key={id} id={id} store={store} />;
}

function Opened({ id, store }: { readonly id: string; readonly store: FilmStore }) {
  useStore(store);
  useStore(titlesStore);
  const online = useOnline();
  const title = titlesStore.get(id);
  const sheet = useQueryValue('sheet');
  const { error } = store;
  useEffect(() => {
    document.title = `${title?.name ?? words.studio.title} · ${words.name}`;
  }, [title?.name]);

  if (error?.code === 'request.owner-only') return <OwnerDoor onDone={store.refresh} />;
  if (title === undefined) {
    if (error?.code === 'studio.no-such-title') return <Gone />;
    if (!online) return <Offline />;
    return error === undefined ? <Loading /> : <Wrong error={error} onRetry={store.refresh} />;
  }

  const piece = pieceOf(sheet);
  const openPiece = (row: string, chunk: number) => openSheet(`piece.${chunk}.${row}`);
  const now = store.versions?.find(({ current }) => current) ?? store.versions?.[0];
  return (
    <div class="studio film">
      {error !== undefined && <Stale error={error} />}
      <FilmHead title={title} store={store} />
      <WallPanel store={store} title={title} onOpen={openPiece} />
      <div class="panels">
        <LadderPanel versions={store.versions} />
        <FindingsPanel title={title} />
      </div>
      <VersionsPanel versions={store.versions} />
      <TracksPanel title={title} versions={store.versions} onChange={store.refresh} />

      <AddressSheet
        open={piece !== undefined}
        title={piece === undefined ? '' : words.studio.piece.title(piece.row, String(piece.chunk + 1))}
      >
        {piece !== undefined && (
          <PieceDetails
            title={title}
            row={piece.row}
            chunk={piece.chunk}
            letter={store.wall?.at(piece.row, piece.chunk)}
          />
        )}
      </AddressSheet>
      <AddressSheet open={sheet === 'edit'} title={words.studio.edit.title}>
        <EditSheet title={title} version={now} />
      </AddressSheet>
      <AddressSheet open={sheet === 'art'} title={words.studio.art.title}>
        <ArtSheet title={title} onChange={store.refresh} />
      </AddressSheet>
      <AddressSheet open={sheet === 'texts'} title={words.studio.tracks.add}>
        <TextSheet title={title} onChange={store.refresh} />
      </AddressSheet>
      <AddressSheet open={sheet === 'replace'} title={words.studio.replace.title}>
        <ReplaceSheet title={title} />
      </AddressSheet>
      <AddressSheet open={sheet === 'again'} title={words.studio.again.title}>
        <AgainSheet title={title} />
      </AddressSheet>
    </div>
  );
}

/** `piece.311.720p`: which piece a sheet shows. */
export function pieceOf(sheet: string | undefined): { readonly row: string; readonly chunk: number } | undefined {
  const match = /^piece\.(\d{1,9})\.(.+)$/.exec(sheet ?? '');
  return match === null ? undefined : { chunk: Number(match[1]), row: match[2] ?? '' };
}

function Loading() {
  return (
    <div class="studio film" role="status">
      <span class="unseen">{words.studio.loading}</span>
      <div class="film-head" aria-hidden="true">
        <div class="film-poster blank" />
        <div class="film-text">
          <div class="blank blank-name" />
          <div class="blank blank-line" />
        </div>
      </div>
      <div class="panel wall-panel" aria-hidden="true">
        <div class="wall-blank" />
      </div>
    </div>
  );
}

function Gone() {
  const texts = words.studio.film.gone;
  return (
    <Notice icon="studio" title={texts.title} sentence={texts.sentence}>
      <ButtonLink href={addressOf.studio}>{texts.action}</ButtonLink>
    </Notice>
  );
}
