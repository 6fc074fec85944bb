import './search.css';
import { useEffect, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';
import { ButtonLink } from '../../components/button.tsx';
import { BlankCard, Card, keyOf } from '../../components/card.tsx';
import { SearchField } from '../../components/field.tsx';
import { Notice, Offline, Stale, Wrong } from '../../components/notice.tsx';
import { useQuery } from '../../data/use-query.ts';
import { count } from '../../format.ts';
import { readPlaces } from '../../resume.ts';
import { go } from '../../router.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import { facetsQuery, type Shelf, searchQuery } from '../queries.ts';

/** Between two letters of somebody who writes fast, nothing is asked. */
const pauseMs = 120;

/** Finding by name while one writes. The address holds what is looked for. */
export function Search({ wanted }: { readonly wanted: string }) {
  const asked = useSettled(wanted.trim().replace(/\s+/g, ' ').slice(0, 200));
  const answer = useQuery(searchQuery(asked));
  const shown = useLast(answer.value, asked);
  useEffect(() => {
    document.title = `${wanted === '' ? words.search.title : wanted} · ${words.name}`;
  });
  return (
    <div class="search">
      <h1>{words.search.title}</h1>
      <SearchField
        first
        label={words.search.field}
        value={wanted}
        onValue={(value) => go(addressOf.search(value), { replace: true })}
      />
      <p class="search-count" role="status">
        {asked !== '' &&
          (answer.value === undefined
            ? answer.error === undefined && words.search.loading
            : words.search.found(found(answer.value), count(found(answer.value))))}
      </p>
      {answer.error !== undefined && shown !== undefined && <Stale error={answer.error} />}
      {asked === '' ? (
        <Idle />
      ) : shown !== undefined ? (
        <Results shelf={shown} wanted={asked} settled={answer.value !== undefined} />
      ) : !answer.online ? (
        <Offline under onRetry={answer.refresh} />
      ) : answer.error !== undefined ? (
        <Wrong under error={answer.error} onRetry={answer.refresh} />
      ) : (
        <Loading />
      )}
    </div>
  );
}

function found({ titles, total }: Shelf): number {
  return total ?? titles.length;
}

/** The value once it has stood still for a moment. The first counts at once. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const end = new AbortController();
    systemClock.sleep(pauseMs, end.signal).then(
      () => setSettled(value),
      () => undefined,
    );
    return () => end.abort();
  }, [value]);
  return settled;
}

/** What was found last stays until there is something newer, so that the page does not flicker with each letter. */
function useLast(value: Shelf | undefined, asked: string): Shelf | undefined {
  const [last, setLast] = useState<Shelf>();
  useEffect(() => {
    if (value !== undefined || asked === '') setLast(asked === '' ? undefined : value);
  }, [value, asked]);
  return value ?? last;
}

function Results(props: { readonly shelf: Shelf; readonly wanted: string; readonly settled: boolean }) {
  const { titles } = props.shelf;
  const places = readPlaces(localStorage);
  if (titles.length === 0) {
    return (
      <Notice under icon="search" title={words.search.none.title(props.wanted)} sentence={words.search.none.sentence}>
        <ButtonLink kind="quiet" href={addressOf.library()}>
          {words.search.none.action}
        </ButtonLink>
      </Notice>
    );
  }
  return (
    <ul class="cards search-cards" data-row="found" aria-busy={!props.settled}>
      {titles.map((card) => (
        <li key={keyOf(card)}>
          <Card card={card} place={places[card.id]} />
        </li>
      ))}
    </ul>
  );
}

/** Before anything is written: what there is to look for. */
function Idle() {
  const { value } = useQuery(facetsQuery);
  return (
    <Notice under icon="search" title={words.search.idle.title} sentence={words.search.idle.sentence}>
      <ul class="search-kinds" data-row="kinds">
        {(value?.genres ?? []).slice(0, 12).map(({ value: genre }) => (
          <li key={genre}>
            <ButtonLink kind="quiet" href={addressOf.library({ genre })}>
              {genre}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Loading() {
  return (
    <ul class="cards search-cards" aria-hidden="true">
      {[1, 2, 3, 4, 5, 6, 7, 8].map((place) => (
        <li key={place}>
          <BlankCard />
        </li>
      ))}
    </ul>
  );
}
