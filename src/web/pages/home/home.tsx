import { useEffect } from 'preact/hooks';
import { ButtonLink } from '../../components/button.tsx';
import { BlankCard, Card, keyOf } from '../../components/card.tsx';
import { Notice, Offline, Stale, Wrong } from '../../components/notice.tsx';
import { tintStyle } from '../../components/scene.tsx';
import { Strip } from '../../components/strip.tsx';
import { prefetch, useQuery } from '../../data/use-query.ts';
import { year } from '../../format.ts';
import { type Places, readPlaces } from '../../resume.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import { frontQuery, seriesQuery, titleQuery } from '../queries.ts';
import { Hero } from './hero.tsx';
import { type Front, type Programme, programmeOf, type Row } from './programme.ts';

/** The front of the house: one film in the light, rows of the others below. */
export function Home() {
  const { value, error, online, refresh } = useQuery(frontQuery);
  useEffect(() => {
    document.title = words.name;
  });
  if (value === undefined) {
    if (!online) return <Offline onRetry={refresh} />;
    return error === undefined ? <Loading /> : <Wrong error={error} onRetry={refresh} />;
  }
  return (
    <>
      {error !== undefined && <Stale error={error} />}
      <FrontPage front={value} places={readPlaces(localStorage)} />
    </>
  );
}

/** What is known of the house, drawn. The door draws it too, where nothing of the browser is at hand. */
export function FrontPage({ front, places }: { readonly front: Front; readonly places: Places }) {
  const programme = programmeOf(front, places);
  return programme === undefined ? <Empty /> : <Shown programme={programme} places={places} />;
}

function Shown({ programme, places }: { readonly programme: Programme; readonly places: Places }) {
  const { featured, rows } = programme;
  useEffect(() => {
    if (featured.whole === undefined) return prefetch(titleQuery(featured.id));
    return prefetch(seriesQuery(featured.whole.id));
  }, [featured.id]);
  return (
    <div class="home tinted" style={tintStyle(featured.artwork)}>
      <h1 class="unseen">{words.home.title}</h1>
      <Hero card={featured} place={places[featured.id]} />
      <div class="home-rows">
        {rows.map((row) => (
          <Strip key={`${row.kind}/${row.name}`} row={`${row.kind}/${row.name}`} name={nameOf(row)} {...whole(row)}>
            {row.cards.map((card) => (
              <li key={keyOf(card)}>
                <Card card={card} place={places[card.id]} />
              </li>
            ))}
          </Strip>
        ))}
      </div>
    </div>
  );
}

function nameOf({ kind, name }: Row): string {
  switch (kind) {
    case 'genre':
      return name;
    case 'decade':
      return words.home.decade(year(Number(name)));
    default:
      return words.home[kind];
  }
}

/** Where all of a row can be seen. */
function whole({ kind, name }: Row): { readonly address?: string } {
  switch (kind) {
    case 'goOn':
      return {};
    case 'fresh':
      return { address: addressOf.library() };
    case 'genre':
      return { address: addressOf.library({ genre: name }) };
    case 'decade':
      return { address: addressOf.library({ decade: name }) };
    case 'short':
      return { address: addressOf.library({ sort: 'duration' }) };
    case 'long':
      return { address: addressOf.library({ sort: 'duration-down' }) };
    case 'everything':
      return { address: addressOf.library({ sort: 'name' }) };
  }
}

function Empty() {
  return (
    <Notice icon="film" title={words.home.empty.title} sentence={words.home.empty.sentence}>
      <ButtonLink large icon="add" href={addressOf.studio}>
        {words.home.empty.action}
      </ButtonLink>
    </Notice>
  );
}

function Loading() {
  return (
    <div class="home" aria-busy="true">
      <h1 class="unseen">{words.home.loading}</h1>
      <div class="hero hero-blank" aria-hidden="true" />
      <div class="home-rows" aria-hidden="true">
        <section class="strip">
          <div class="strip-head" />
          <ul class="strip-cards">
            {[1, 2, 3, 4, 5, 6].map((place) => (
              <li key={place}>
                <BlankCard />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
