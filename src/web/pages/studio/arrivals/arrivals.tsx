import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { tell } from '../../../components/toast.tsx';
import { words } from '../../../words/index.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import { useStore } from '../use-store.ts';
import { ArrivalLine } from './arrival-line.tsx';
import { chosenFiles, droppedFiles } from './collect.ts';
import { milestones } from './milestones.ts';
import { type Found, sortFound } from './sidecars.ts';
import { UnfinishedList } from './unfinished-list.tsx';
import { uploads } from './uploads.ts';

/** Films as a chooser of files knows them, where the browser knows less. */
const accept =
  'video/*,.mkv,.mxf,.ts,.m2ts,.mts,.avi,.wmv,.flv,.ogv,.vob,.srt,.vtt,.ass,.ssa,.ttml,.dfxp,.itt,.nfo,image/*';

/** The door for films: drop them, choose them or their folder; and those that are on their way. */
export function Arrivals() {
  const text = words.studio.add;
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLElement>(null);
  useStore(uploads);
  useKeptFocus(box);
  useDropAnywhere(setOver);
  const milestone = useMilestones();

  useEffect(() => {
    // Known to browsers, unknown to the types of attributes.
    folder.current?.toggleAttribute('webkitdirectory', true);
  }, []);

  return (
    <section class="arrivals" ref={box}>
      <fieldset class="drop" data-over={over} aria-label={text.label}>
        <Icon name="upload" />
        <div class="drop-words">
          <p class="drop-big">{text.drop}</p>
          <p class="quiet">{text.hint}</p>
        </div>
        <div class="drop-do" data-row="add">
          <Button icon="film" onClick={() => files.current?.click()}>
            {text.choose}
          </Button>
          <Button kind="quiet" icon="folder" onClick={() => folder.current?.click()}>
            {text.folder}
          </Button>
        </div>
        {[
          { id: 'films', ref: files, label: text.choose, accept },
          { id: 'folder', ref: folder, label: text.folder, accept: undefined },
        ].map(({ id, ref, label, accept: kinds }) => (
          <input
            key={id}
            ref={ref}
            id={id}
            class="unseen"
            type="file"
            multiple
            tabIndex={-1}
            aria-label={label}
            accept={kinds}
            onChange={(event) => {
              take(chosenFiles(event.currentTarget.files ?? []));
              event.currentTarget.value = '';
            }}
          />
        ))}
      </fieldset>
      <p class="unseen" role="status">
        {milestone}
      </p>
      {uploads.list.length > 0 && (
        <>
          <h2 class="arrivals-head">{words.studio.arrivals.title}</h2>
          <ul class="uploads">
            {uploads.list.map((arrival) => (
              <ArrivalLine key={arrival.id} arrival={arrival} />
            ))}
          </ul>
        </>
      )}
      <UnfinishedList under={uploads.list} />
    </section>
  );
}

/** What is said aloud of uploads: what begins, is half done, stands still or is over. Never how many bytes. */
function useMilestones(): string {
  const before = useRef(uploads.list);
  const said = useRef('');
  const news = milestones(before.current, uploads.list);
  before.current = uploads.list;
  if (news.length > 0) {
    said.current = news.map(({ name, kind, why }) => words.studio.arrivals.said[kind](name, why)).join('. ');
  }
  return said.current;
}

function take(found: readonly Found[]): void {
  if (found.length === 0) return;
  const { films } = sortFound(found);
  if (films.length === 0) tell({ text: words.studio.add.nothing, tone: 'trouble' });
  else uploads.add(films);
}

/** A film may be dropped anywhere on the page: nobody aims well with a file in hand. */
function useDropAnywhere(setOver: (over: boolean) => void): void {
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (event.dataTransfer === null || !hasFiles(event)) return;
        event.preventDefault();
        void droppedFiles(event.dataTransfer).then(take);
      },
      { signal },
    );
    return () => end.abort();
  }, []);
}
