import './library.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, ButtonLink } from '../../components/button.tsx';
import { BlankCard, Card, keyOf } from '../../components/card.tsx';
import { type Choice, Select } from '../../components/field.tsx';
import { Notice, Offline, Stale, Wrong } from '../../components/notice.tsx';
import { cache, useQuery } from '../../data/use-query.ts';
import { count, languageName, year } from '../../format.ts';
import { readPlaces } from '../../resume.ts';
import { go } from '../../router.ts';
import { addressOf, type LibraryView, librarySorts } from '../../routes.ts';
import { words } from '../../words/index.ts';
import { facetsQuery, type Shelf, shelf } from '../queries.ts';

/** Everything in the house: in the order that one likes, narrowed by kind and language. */
export function Library({ view }: { readonly view: LibraryView }) {
  const key = `library/${view.sort}/${view.genre ?? ''}/${view.language ?? ''}/${view.decade ?? ''}`;
  const answer = useQuery<Shelf>({
    key,
    // What was fetched page by page is renewed as one, so that nothing that is shown goes away.
    ask: () => shelf(view, { count: cache.read<Shelf>(key).value?.titles.length ?? 0 }),
    freshMs: 60_000,
  });
  useEffect(() => {
    document.title = `${words.library.title} · ${words.name}`;
  });
  const { value, error, online, refresh } = answer;
  return (
    <div class="library">
      <header class="library-head">
        <h1>{words.library.title}</h1>
        <p class="library-count" role="status">
          {value !== undefined && shownCount(value)}
        </p>
      </header>
      <Choices view={view} />
      {error !== undefined && value !== undefined && <Stale error={error} />}
      {value !== undefined ? (
        <Shelves key={key} shelfKey={key} value={value} view={view} />
      ) : !online ? (
        <Offline under onRetry={refresh} />
      ) : error !== undefined ? (
        <Wrong under error={error} onRetry={refresh} />
      ) : (
        <Loading />
      )}
    </div>
  );
}

/** `20 films · 3 series`. */
function shownCount({ titles, total, series, next }: Shelf): string | undefined {
  const all = total ?? (next === undefined ? titles.length : undefined);
  if (all === undefined) return undefined;
  const ofSeries = series ?? titles.filter(({ whole }) => whole !== undefined).length;
  const films = all - ofSeries;
  return [
    films > 0 || ofSeries === 0 ? words.library.films(films, count(films)) : undefined,
    ofSeries > 0 ? words.library.series(ofSeries, count(ofSeries)) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function Choices({ view }: { readonly view: LibraryView }) {
  const { value: facets } = useQuery(facetsQuery);
  const change = (more: Partial<LibraryView>) => go(addressOf.library({ ...view, ...more }), { replace: true });
  const genres = choicesOf(facets?.genres ?? [], { any: words.library.anyGenre, chosen: view.genre });
  const languages = choicesOf(facets?.languages ?? [], {
    any: words.library.anyLanguage,
    chosen: view.language,
    name: (code) => languageName(code) ?? words.title.unknownLanguage,
  });
  const decades = choicesOf(facets?.decades ?? [], {
    any: words.library.anyDecade,
    chosen: view.decade,
    name: (decade) => words.library.decadeName(year(Number(decade))),
  });
  return (
    <div class="library-choices" data-row="choices">
      <Select
        label={words.library.sort}
        value={view.sort}
        choices={librarySorts.map((sort) => [sort, words.library.sorts[sort]] as const)}
        onValue={(sort) => change({ sort })}
      />
      {genres.length > 1 && (
        <Select
          label={words.library.genre}
          value={view.genre ?? ''}
          choices={genres}
          onValue={(genre) => change({ genre: genre || undefined })}
        />
      )}
      {decades.length > 2 && (
        <Select
          label={words.library.decade}
          value={view.decade ?? ''}
          choices={decades}
          onValue={(decade) => change({ decade: decade || undefined })}
        />
      )}
      {languages.length > 1 && (
        <Select
          label={words.library.language}
          value={view.language ?? ''}
          choices={languages}
          onValue={(language) => change({ language: language || undefined })}
        />
      )}
    </div>
  );
}

/** What can be chosen, and what is chosen already even where the house no longer has it. */
function choicesOf(
  facets: readonly { readonly value: string; readonly titles: number }[],
  options: { readonly any: string; readonly chosen: string | undefined; readonly name?: (value: string) => string },
): readonly Choice<string>[] {
  const { any, chosen, name = (value) => value } = options;
  const known = facets.map(({ value, titles }) => [value, `${name(value)} (${count(titles)})`] as const);
  const lost = chosen !== undefined && !facets.some(({ value }) => value === chosen);
  return [['', any] as const, ...known, ...(lost ? [[chosen, name(chosen)] as const] : [])];
}

function Shelves(props: { readonly shelfKey: string; readonly value: Shelf; readonly view: LibraryView }) {
  const { shelfKey, value, view } = props;
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);
  const end = useRef<HTMLDivElement>(null);
  const { next } = value;
  const narrowed = view.genre !== undefined || view.language !== undefined || view.decade !== undefined;
  const places = readPlaces(localStorage);

  async function fetchMore(): Promise<void> {
    if (next === undefined || asking) return;
    setAsking(true);
    setFailed(false);
    try {
      const more = await shelf(view, { after: next });
      cache.put<Shelf>(shelfKey, (before) => joined(before, more));
    } catch {
      setFailed(true);
    } finally {
      setAsking(false);
    }
  }

  useEffect(() => {
    const element = end.current;
    if (element === null || next === undefined || failed) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchMore(), {
      rootMargin: '800px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [next, asking, failed]);

  if (value.titles.length === 0) return narrowed ? <None /> : <Empty />;
  return (
    <>
      <ul class="cards library-cards" data-row={shelfKey} aria-busy={asking}>
        {value.titles.map((card) => (
          <li key={keyOf(card)}>
            <Card card={card} place={places[card.id]} />
          </li>
        ))}
      </ul>
      {next !== undefined && (
        <div class="library-more" ref={end}>
          <Button kind="quiet" busy={asking} onClick={() => void fetchMore()}>
            {failed ? words.wrong.retry : words.library.more}
          </Button>
        </div>
      )}
    </>
  );
}

/** A title that moved while one was turning pages is shown once. */
function joined(before: Shelf | undefined, more: Shelf): Shelf {
  const known = new Set(before?.titles.map(keyOf));
  return { ...more, titles: [...(before?.titles ?? []), ...more.titles.filter((card) => !known.has(keyOf(card)))] };
}

function Empty() {
  return (
    <Notice under icon="library" title={words.library.empty.title} sentence={words.library.empty.sentence}>
      <ButtonLink icon="add" href={addressOf.studio}>
        {words.library.empty.action}
      </ButtonLink>
    </Notice>
  );
}

function None() {
  return (
    <Notice under icon="filter" title={words.library.none.title} sentence={words.library.none.sentence}>
      <ButtonLink href={addressOf.library()}>{words.library.clear}</ButtonLink>
    </Notice>
  );
}

function Loading() {
  return (
    <div aria-busy="true">
      <p class="unseen" role="status">
        {words.library.loading}
      </p>
      <ul class="cards library-cards" aria-hidden="true">
        {Array.from({ length: 12 }, (_, place) => (
          <li key={place}>
            <BlankCard />
          </li>
        ))}
      </ul>
    </div>
  );
}
