import { useEffect } from 'preact/hooks';
import type { TitleCard } from '../../../contracts/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { catalog } from '../../api.ts';
import { ago, clockTime, span } from '../../format.ts';
import { remember } from '../../names.ts';
import { useNews } from '../../news.ts';
import { Art } from '../../parts/art.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Notice, Offline, Stale, Wrong } from '../../parts/notice.tsx';
import { type Place, type Places, readPlaces } from '../../resume.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';

const askTitles = (signal: AbortSignal) => catalog.calls.titles({}, { signal }).then(({ titles }) => remember(titles));
/** A house that is empty is about to get its first film; otherwise there is no hurry. */
const pauseMs = (titles: readonly TitleCard[]) => (titles.length === 0 ? 4_000 : 20_000);

/** The front of the house: one film large, the others below. */
export function Home() {
  const { value: titles, error, online, refresh } = useNews(askTitles, pauseMs);
  useEffect(() => {
    document.title = words.name;
  }, []);
  if (titles === undefined) {
    if (!online) return <Offline />;
    return error === undefined ? <Loading /> : <Wrong error={error} onRetry={refresh} />;
  }
  return (
    <>
      {error !== undefined && <Stale error={error} />}
      {titles.length === 0 ? <Empty /> : <Programme titles={titles} />}
    </>
  );
}

function Programme({ titles }: { readonly titles: readonly TitleCard[] }) {
  const places = readPlaces(localStorage);
  const featured = lastLeft(titles, places) ?? titles[0];
  if (featured === undefined) return null;
  return (
    <>
      <h1 class="unseen">{words.home.title}</h1>
      <Feature card={featured} place={places[featured.id]} />
      <section class="programme" aria-labelledby="programme">
        <h2 id="programme">{words.home.all}</h2>
        <ul class="cards">
          {titles.map((card) => (
            <li key={card.id}>
              <Card card={card} place={places[card.id]} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** The film on the stage: the one that was stopped last, else the newest. */
function Feature({ card, place }: { readonly card: TitleCard; readonly place: Place | undefined }) {
  return (
    <section class="feature" aria-labelledby="feature">
      <Art id={card.id} size="stage" />
      <div class="feature-curtain feature-curtain-left" aria-hidden="true" />
      <div class="feature-curtain feature-curtain-right" aria-hidden="true" />
      <div class="feature-text">
        <p class="feature-over">{place === undefined ? words.home.now : words.home.goOn}</p>
        <h2 id="feature" class="feature-name">
          {card.name}
        </h2>
        <p class="marks">
          <span>{place === undefined ? span(card.durationSeconds) : leftOf(place)}</span>
          <span>{words.home.upTo(String(card.height))}</span>
          <span>{ago(card.addedAt, systemClock.now())}</span>
        </p>
        <p class="feature-do">
          <a class="button button-large" href={addressOf.watch(card.id)}>
            <Icon name="play" solid />
            {place === undefined ? words.home.play : words.home.goOnFrom(clockTime(place.at))}
          </a>
          {place !== undefined && (
            <a class="button button-quiet button-large" href={addressOf.watch(card.id, 0)}>
              {words.home.fromStart}
            </a>
          )}
        </p>
      </div>
      <div class="rail" aria-hidden="true" />
    </section>
  );
}

function Card({ card, place }: { readonly card: TitleCard; readonly place: Place | undefined }) {
  return (
    <a class="card" href={addressOf.watch(card.id)}>
      <Art id={card.id} name={card.name} />
      {place !== undefined && (
        <span class="card-place" aria-hidden="true">
          <span style={{ inlineSize: `${(place.at / place.duration) * 100}%` }} />
        </span>
      )}
      <span class="card-name">{card.name}</span>
      <span class="marks">
        <span>{place === undefined ? span(card.durationSeconds) : leftOf(place)}</span>
        <span>{card.height}p</span>
      </span>
    </a>
  );
}

function Empty() {
  return (
    <Notice icon="films" title={words.home.empty.title} sentence={words.home.empty.sentence}>
      <a class="button button-large" href={addressOf.studio}>
        <Icon name="add" />
        {words.home.empty.action}
      </a>
    </Notice>
  );
}

function Loading() {
  return (
    <div class="home-loading" role="status">
      <span class="unseen">{words.home.loading}</span>
      <div class="feature feature-blank" aria-hidden="true">
        <div class="feature-curtain feature-curtain-left" />
        <div class="feature-curtain feature-curtain-right" />
        <div class="rail" />
      </div>
      <div class="programme" aria-hidden="true">
        <ul class="cards">
          {[1, 2, 3, 4].map((place) => (
            <li key={place} class="card">
              <div class="art art-blank" />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function leftOf(place: Place): string {
  return words.home.left(span(place.duration - place.at));
}

function lastLeft(titles: readonly TitleCard[], places: Places): TitleCard | undefined {
  const left = titles.filter((card) => places[card.id] !== undefined);
  return left.sort((a, b) => (places[b.id]?.savedAt ?? 0) - (places[a.id]?.savedAt ?? 0))[0];
}
