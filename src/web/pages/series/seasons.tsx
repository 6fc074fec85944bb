import type { TitleCard } from '../../../contracts/catalog/index.ts';
import { Select } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Tabs } from '../../components/segmented.tsx';
import { Still } from '../../components/still.tsx';
import { WatchedButton } from '../../components/watched-button.tsx';
import { count, span } from '../../format.ts';
import type { Places } from '../../resume.ts';
import { go } from '../../router.ts';
import { addressOf } from '../../routes.ts';
import { episodeName, placeOf, seasonName } from '../../series.ts';
import type { Watched } from '../../watched.ts';
import { words } from '../../words/index.ts';

/** More seasons than this are chosen from a list. */
const mostSideBySide = 6;

/** The episodes of one season, and the way to the others. */
export function Seasons(props: {
  readonly id: string;
  readonly episodes: readonly TitleCard[];
  readonly places: Places;
  readonly watched: Watched;
  /** The one to show where there is one. */
  readonly season: number | undefined;
}) {
  const { id, episodes, places, watched } = props;
  const seasons = Map.groupBy(episodes, ({ series }) => series?.season ?? 0);
  const numbers = [...seasons.keys()];
  const shown = numbers.includes(props.season ?? -1) ? (props.season ?? 0) : (numbers[0] ?? 0);
  const here = seasons.get(shown) ?? [];
  const isWatched = here.every((episode) => watched[episode.id] !== undefined);
  return (
    <section class="title-section seasons" aria-labelledby="episodes">
      <header class="seasons-head">
        <h2 id="episodes">{numbers.length > 1 ? words.title.episodes : seasonName(shown)}</h2>
        {numbers.length > 1 && <Chooser id={id} numbers={numbers} shown={shown} />}
        <WatchedButton
          ids={here.map((episode) => episode.id)}
          is={isWatched}
          label={seasonName(shown)}
          names={{ mark: words.title.markSeason, unmark: words.title.unmarkSeason }}
        />
      </header>
      <ol class="episodes">
        {here.map((episode) => (
          <Episode
            key={episode.id}
            episode={episode}
            place={places[episode.id]}
            watched={watched[episode.id] !== undefined}
          />
        ))}
      </ol>
    </section>
  );
}

function Chooser(props: { readonly id: string; readonly numbers: readonly number[]; readonly shown: number }) {
  const { id, numbers, shown } = props;
  if (numbers.length <= mostSideBySide) {
    const tabs = numbers.map((season) => ({
      address: addressOf.series(id, season),
      name: seasonName(season),
      current: season === shown,
    }));
    return <Tabs label={words.title.episodes} tabs={tabs} />;
  }
  return (
    <Select
      label={words.title.episodes}
      value={String(shown)}
      choices={numbers.map((season) => [String(season), seasonName(season)] as const)}
      onValue={(season) => go(addressOf.series(id, Number(season)), { replace: true })}
    />
  );
}

function Episode(props: {
  readonly episode: TitleCard;
  readonly place: Places[string] | undefined;
  readonly watched: boolean;
}) {
  const { episode, place, watched } = props;
  const { series } = episode;
  const name = episodeName(episode);
  const number = series === undefined ? '' : count(series.episode);
  return (
    <li class="episode" data-row={`episode/${episode.id}`}>
      <a class="episode-link" href={addressOf.title(episode.id)}>
        <div class="card-still">
          <Still id={episode.id} name={name} artwork={episode.artwork} sizes="(max-width: 640px) 38vw, 15rem" />
          {place !== undefined && (
            <span class="card-place" aria-hidden="true">
              <span style={{ inlineSize: `${(place.at / place.duration) * 100}%` }} />
            </span>
          )}
        </div>
        <div class="episode-words">
          <p class="episode-name">
            {/* Where its name is its number, that is said once. */}
            {name.includes(number) || series === undefined || series.season >= 1900 ? '' : `${number}. `}
            <bdi>{name}</bdi>
          </p>
          <p class="marks">
            {series !== undefined && <span class="unseen">{placeOf(series)}</span>}
            {place === undefined ? (
              episode.durationSeconds > 0 && <span>{span(episode.durationSeconds)}</span>
            ) : (
              <span>{words.home.left(span(place.duration - place.at))}</span>
            )}
            {watched && (
              <span class="mark-watched">
                <Icon name="check" /> {words.title.watched}
              </span>
            )}
          </p>
          {episode.summary !== undefined && (
            <p class="episode-summary" dir="auto">
              {episode.summary}
            </p>
          )}
        </div>
      </a>
      <WatchedButton ids={[episode.id]} is={watched} label={name} />
    </li>
  );
}
