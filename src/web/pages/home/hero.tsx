import type { TitleCard } from '../../../contracts/catalog/index.ts';
import { ButtonLink } from '../../components/button.tsx';
import { pageOf } from '../../components/card.tsx';
import { Facts } from '../../components/facts.tsx';
import { Scene } from '../../components/scene.tsx';
import { clockTime } from '../../format.ts';
import type { Place } from '../../resume.ts';
import { addressOf } from '../../routes.ts';
import { standingName } from '../../series.ts';
import { words } from '../../words/index.ts';

/** The film in the light: the one that was stopped last, else the newest. */
export function Hero({ card, place }: { readonly card: TitleCard; readonly place: Place | undefined }) {
  const name = standingName(card);
  return (
    <Scene id={card.id} artwork={card.artwork} labelledBy="featured">
      <p class="scene-over">{place === undefined ? words.home.now : words.home.goOn}</p>
      <h2 id="featured" class="scene-name" data-long={name.length > 40 || undefined}>
        <bdi>{name}</bdi>
      </h2>
      <Facts card={card} />
      {card.summary !== undefined && (
        <p class="scene-summary" dir="auto">
          {card.summary}
        </p>
      )}
      <div class="scene-do" data-row="featured">
        <ButtonLink large icon="play" href={addressOf.watch(card.id)}>
          {place === undefined ? words.home.play : words.home.goOnFrom(clockTime(place.at))}
        </ButtonLink>
        <ButtonLink large kind="quiet" icon="info" href={pageOf(card)} label={words.home.aboutFilm(name)}>
          {words.home.about}
        </ButtonLink>
      </div>
    </Scene>
  );
}
