import type { TitleCard } from '../../../contracts/catalog/index.ts';
import type { Presentation, TitleMetadata } from '../../../contracts/title/index.ts';
import { clockTime, count, languageName } from '../../format.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';

/** More languages than this are folded away. */
const languagesShown = 6;
const peopleShown = 12;

/** Languages of sound and captions, and the kinds of film. */
export function Tracks(props: {
  readonly card: TitleCard;
  readonly presentation: Presentation | undefined;
  readonly details: TitleMetadata | undefined;
}) {
  const { card, presentation, details } = props;
  const sound = presentation?.audio.map(({ language }) => language) ?? card.audioLanguages ?? [];
  const captions = presentation?.text.map(({ language }) => language) ?? card.textLanguages ?? [];
  const genres = details?.genres ?? card.genres ?? [];
  return (
    <dl class="title-tracks">
      {genres.length > 0 && (
        <div>
          <dt>{words.title.genres}</dt>
          <dd>
            {genres.map((genre) => (
              <a key={genre} class="chip" href={addressOf.library({ genre })} dir="auto">
                {genre}
              </a>
            ))}
          </dd>
        </div>
      )}
      {sound.length > 0 && <Languages name={words.title.sound} codes={sound} />}
      <Languages name={words.title.captions} codes={captions} none={words.title.noCaptions} />
    </dl>
  );
}

function Languages({
  name,
  codes,
  none,
}: {
  readonly name: string;
  readonly codes: readonly string[];
  readonly none?: string;
}) {
  const names = [...new Set(codes.map((code) => languageName(code) ?? words.title.unknownLanguage))];
  const [shown, folded] = [names.slice(0, languagesShown), names.slice(languagesShown)];
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {shown.length === 0 ? none : shown.join(', ')}
        {folded.length > 0 && (
          <details class="fold">
            <summary>{words.title.others(folded.length, count(folded.length))}</summary>
            {folded.join(', ')}
          </details>
        )}
      </dd>
    </div>
  );
}

export function Chapters({ id, chapters }: { readonly id: string; readonly chapters: Presentation['chapters'] }) {
  if (chapters.length < 2) return null;
  return (
    <section class="title-section" aria-labelledby="chapters">
      <h2 id="chapters">{words.title.chapters}</h2>
      <ol class="chapters">
        {chapters.map(({ start, name }) => (
          <li key={start}>
            <a href={addressOf.watch(id, start)}>
              <span class="chapter-time">{clockTime(start)}</span>
              <span dir="auto">{name}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function People({ people }: { readonly people: TitleMetadata['people'] }) {
  if (people.length === 0) return null;
  const [shown, folded] = [people.slice(0, peopleShown), people.slice(peopleShown)];
  return (
    <section class="title-section" aria-labelledby="people">
      <h2 id="people">{words.title.people}</h2>
      <PeopleList people={shown} />
      {folded.length > 0 && (
        <details class="fold">
          <summary>{words.title.others(folded.length, count(folded.length))}</summary>
          <PeopleList people={folded} />
        </details>
      )}
    </section>
  );
}

function PeopleList({ people }: { readonly people: TitleMetadata['people'] }) {
  return (
    <ul class="people">
      {people.map(({ name, role }) => (
        <li key={`${name}/${role}`}>
          <a href={addressOf.search(name)} dir="auto">
            {name}
          </a>
          <span dir="auto">{role}</span>
        </li>
      ))}
    </ul>
  );
}
