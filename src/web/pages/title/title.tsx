import './title.css';
import { useEffect } from 'preact/hooks';
import type { TitleCard } from '../../../contracts/catalog/index.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Card, keyOf } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice, Offline, Stale, Wrong } from '../../components/notice.tsx';
import { Scene, tintStyle } from '../../components/scene.tsx';
import { Strip } from '../../components/strip.tsx';
import { WatchedButton } from '../../components/watched-button.tsx';
import { type Answer, useQuery } from '../../data/use-query.ts';
import { span } from '../../format.ts';
import { knownCard, shownName } from '../../names.ts';
import { type Place, readPlaces } from '../../resume.ts';
import { expect } from '../../router.ts';
import { addressOf } from '../../routes.ts';
import { episodeName, fullName } from '../../series.ts';
import { useWatched } from '../../watched.ts';
import { words } from '../../words/index.ts';
import { moreQuery, titleQuery } from '../queries.ts';
import { Chapters, People, Tracks } from './details.tsx';

type Title = Awaited<ReturnType<ReturnType<typeof titleQuery>['ask']>>;

/** A film's own page. What the house has shown of it before is there at once; the rest follows. */
export function Title({ id }: { readonly id: string }) {
  const answer = useQuery(titleQuery(id));
  const card = answer.value?.card ?? knownCard(id);
  useEffect(() => {
    document.title = card === undefined ? words.name : `${fullName(card)} · ${words.name}`;
  });
  // The player is fetched while one reads.
  useEffect(() => {
    expect(addressOf.watch(id));
  }, [id]);
  if (answer.error?.code === 'catalog.no-such-title' || answer.error?.status === 400) return <Gone />;
  if (card !== undefined) return <Known card={card} answer={answer} />;
  if (!answer.online) return <Offline onRetry={answer.refresh} />;
  if (answer.error !== undefined) return <Wrong error={answer.error} onRetry={answer.refresh} />;
  return <Loading />;
}

function Known({ card, answer }: { readonly card: TitleCard; readonly answer: Answer<Title> }) {
  const { value, error } = answer;
  const places = readPlaces(localStorage);
  const summary = value?.details?.summary ?? card.summary;
  // The series has a page of its own for its episodes.
  const more = (useQuery(moreQuery(card.id)).value ?? []).filter(
    ({ id, seriesId }) => id !== card.id && !isSame(seriesId, card.seriesId),
  );
  const watched = useWatched()[card.id] !== undefined;
  const name = card.series === undefined ? shownName(card.name) : episodeName(card);
  return (
    <article class="title tinted" style={tintStyle(card.artwork)}>
      <Scene class="title-scene" id={card.id} artwork={card.artwork}>
        {card.series !== undefined && (
          <p class="scene-over">
            <SeriesLink card={card} />
          </p>
        )}
        <h1 class="scene-name" data-long={name.length > 40 || undefined}>
          <bdi>{name}</bdi>
        </h1>
        <Facts card={card} own />
        <Doing id={card.id} place={places[card.id]} watched={watched} />
      </Scene>
      {error !== undefined && <Stale error={error} />}
      <div class="title-body">
        {summary !== undefined && (
          <p class="title-summary" dir="auto">
            {summary}
          </p>
        )}
        <Tracks card={card} presentation={value?.presentation} details={value?.details} />
      </div>
      {value !== undefined && <Chapters id={card.id} chapters={value.presentation.chapters} />}
      <People people={value?.details?.people ?? []} />
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

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

function SeriesLink({ card }: { readonly card: TitleCard }) {
  const { series, seriesId } = card;
  const name = series?.name ?? '';
  if (seriesId === undefined) return <bdi>{name}</bdi>;
  return (
    <a class="title-series" href={addressOf.series(seriesId, series?.season)} aria-label={words.title.series(name)}>
      <Icon name="episodes" /> <bdi>{name}</bdi>
    </a>
  );
}

function Doing(props: { readonly id: string; readonly place: Place | undefined; readonly watched: boolean }) {
  const { id, place } = props;
  return (
    <div class="scene-do" data-row="do">
      <ButtonLink large icon="play" href={addressOf.watch(id)}>
        {place === undefined ? words.title.play : words.title.goOn(span(place.duration - place.at))}
      </ButtonLink>
      {place !== undefined && (
        <ButtonLink large kind="quiet" href={addressOf.watch(id, 0)}>
          {words.title.fromStart}
        </ButtonLink>
      )}
      <WatchedButton ids={[id]} is={props.watched} />
    </div>
  );
}

function Gone() {
  return (
    <Notice icon="film" title={words.title.gone.title} sentence={words.title.gone.sentence}>
      <ButtonLink href={addressOf.library()}>{words.title.gone.action}</ButtonLink>
    </Notice>
  );
}

function Loading() {
  return (
    <div aria-busy="true">
      <h1 class="unseen">{words.title.loading}</h1>
      <div class="hero-blank" aria-hidden="true" />
    </div>
  );
}
