import '../title/title.css';
import './series.css';
import { useEffect } from 'preact/hooks';
import type { TitleCard, WholeSeries } from '../../../contracts/catalog/index.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Card, keyOf } from '../../components/card.tsx';
import { Notice, Offline, Stale, Wrong } from '../../components/notice.tsx';
import { Scene, tintStyle } from '../../components/scene.tsx';
import { Strip } from '../../components/strip.tsx';
import { type Answer, useQuery } from '../../data/use-query.ts';
import { count, span, year } from '../../format.ts';
import { shownName } from '../../names.ts';
import { readPlaces } from '../../resume.ts';
import { expect } from '../../router.ts';
import { addressOf } from '../../routes.ts';
import { shortPlaceOf } from '../../series.ts';
import { useWatched } from '../../watched.ts';
import { words } from '../../words/index.ts';
import { seriesQuery } from '../queries.ts';
import { People } from '../title/details.tsx';
import { type NextUp, nextUp } from './next-up.ts';
import { Seasons } from './seasons.tsx';

type Found = Awaited<ReturnType<ReturnType<typeof seriesQuery>['ask']>>;

/** A series: what to watch next of it, and all its episodes. */
export function Series({ id, season }: { readonly id: string; readonly season: number | undefined }) {
  const answer = useQuery(seriesQuery(id));
  const name = answer.value?.card.whole?.name;
  useEffect(() => {
    document.title = name === undefined ? words.name : `${shownName(name)} · ${words.name}`;
  });
  if (answer.error?.code === 'catalog.no-such-series' || answer.error?.status === 400) return <Gone />;
  if (answer.value !== undefined) return <Known found={answer.value} answer={answer} season={season} />;
  if (!answer.online) return <Offline onRetry={answer.refresh} />;
  if (answer.error !== undefined) return <Wrong error={answer.error} onRetry={answer.refresh} />;
  return (
    <div aria-busy="true">
      <h1 class="unseen">{words.title.loadingSeries}</h1>
      <div class="hero-blank" aria-hidden="true" />
    </div>
  );
}

function Known(props: { readonly found: Found; readonly answer: Answer<Found>; readonly season: number | undefined }) {
  const { card, episodes, people, more } = props.found;
  const watched = useWatched();
  const places = readPlaces(localStorage);
  const next = nextUp(episodes, places, watched);
  const { whole } = card;
  // The player is fetched while one reads.
  useEffect(() => {
    if (next !== undefined) expect(addressOf.watch(next.episode.id));
  }, [next?.episode.id]);
  if (whole === undefined) return <Gone />;
  return (
    <article class="title tinted" style={tintStyle(card.artwork)}>
      <Scene class="title-scene" id={card.id} artwork={card.artwork}>
        <h1 class="scene-name" data-long={whole.name.length > 40 || undefined}>
          <bdi>{shownName(whole.name)}</bdi>
        </h1>
        <SeriesFacts whole={whole} card={card} />
        {next !== undefined && <Doing next={next} />}
      </Scene>
      {props.answer.error !== undefined && <Stale error={props.answer.error} />}
      <Seasons
        id={whole.id}
        episodes={episodes}
        places={places}
        watched={watched}
        season={props.season ?? next?.episode.series?.season}
      />
      <People people={people} />
      {more.length > 0 && (
        <Strip row="more" name={words.title.more}>
          {more.map((other) => (
            <li key={keyOf(other)}>
              <Card card={other} place={places[other.id]} />
            </li>
          ))}
        </Strip>
      )}
    </article>
  );
}

function SeriesFacts({ whole, card }: { readonly whole: WholeSeries; readonly card: TitleCard }) {
  const { seasons, episodes } = whole;
  return (
    <p class="marks">
      {whole.year !== undefined && <span>{year(whole.year)}</span>}
      {seasons > 1 && <span>{words.title.seasonCount(seasons, count(seasons))}</span>}
      <span>{words.title.episodeCount(episodes, count(episodes))}</span>
      {card.maturity !== undefined && (
        <span>
          <span class="mark-box" role="img" aria-label={`${words.title.maturity} ${card.maturity}`}>
            {card.maturity}
          </span>
        </span>
      )}
      {card.genres?.slice(0, 3).map((genre) => (
        <span key={genre}>
          <bdi>{genre}</bdi>
        </span>
      ))}
    </p>
  );
}

function Doing({ next: { episode, place, kind } }: { readonly next: NextUp }) {
  const where = episode.series === undefined ? '' : shortPlaceOf(episode.series);
  const what = {
    start: words.title.play,
    goOn: place === undefined ? words.title.play : words.title.goOn(span(place.duration - place.at)),
    next: words.title.playNext,
    again: words.title.playAgain,
  }[kind];
  return (
    <div class="scene-do" data-row="do">
      <ButtonLink large icon="play" href={addressOf.watch(episode.id, kind === 'again' ? 0 : undefined)}>
        {what} · <bdi class="one-line">{where}</bdi>
      </ButtonLink>
    </div>
  );
}

function Gone() {
  return (
    <Notice icon="episodes" title={words.title.goneSeries.title} sentence={words.title.goneSeries.sentence}>
      <ButtonLink href={addressOf.library()}>{words.title.gone.action}</ButtonLink>
    </Notice>
  );
}
