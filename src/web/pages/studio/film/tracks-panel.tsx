import type { StudioTitle, TitleVersion } from '../../../../contracts/studio/index.ts';
import { studio } from '../../../api/studio.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { tell } from '../../../components/toast.tsx';
import { count, languageName } from '../../../format.ts';
import { openSheet } from '../../../router.ts';
import { words } from '../../../words/index.ts';
import { titlesStore } from '../titles-store.ts';

/** What can be heard and read with a film; subtitles come and go here. */
export function TracksPanel(props: {
  readonly title: StudioTitle;
  readonly versions: readonly TitleVersion[] | undefined;
  readonly onChange: () => void;
}) {
  const { title, versions, onChange } = props;
  const now = versions?.find(({ current }) => current) ?? versions?.[0];
  const text = words.studio.tracks;
  return (
    <section class="panel" aria-labelledby="tracks">
      <header class="panel-head">
        <h2 id="tracks">{text.title}</h2>
        <Button kind="quiet" icon="add" onClick={() => openSheet('texts')}>
          {text.add}
        </Button>
      </header>
      <div class="tracks">
        <div>
          <h3>{text.sound}</h3>
          <ul>
            {(now?.audio ?? []).map((track) => (
              <li key={track.name} class="track">
                <span class="track-name">{trackName(track)}</span>
                <span class="quiet">{text.channels(track.channels, count(track.channels))}</span>
              </li>
            ))}
          </ul>
          {(now?.audio.length ?? 0) === 0 && <p class="quiet">{text.none}</p>}
        </div>
        <div>
          <h3>{text.text}</h3>
          <ul>
            {(now?.text ?? []).map((track) => (
              <li key={track.name} class="track">
                <span class="track-name">{trackName(track)}</span>
                {track.added && <span class="quiet">{text.added}</span>}
                {track.added && (
                  <IconButton
                    icon="remove"
                    label={text.remove(trackName(track))}
                    onClick={() => void takeAway(title, track, onChange)}
                  />
                )}
              </li>
            ))}
          </ul>
          {(now?.text.length ?? 0) === 0 && <p class="quiet">{text.none}</p>}
        </div>
      </div>
    </section>
  );
}

async function takeAway(
  { id }: StudioTitle,
  track: { readonly name: string; readonly language: string; readonly label: string },
  onChange: () => void,
): Promise<void> {
  const done = await titlesStore.ask(id, {
    change: (title) => title,
    send: () => studio.calls.removeText({ id, name: track.name }),
  });
  if (!done) return;
  tell({ text: words.studio.tracks.removed(trackName(track)) });
  onChange();
}

/** `English · Commentary`. */
export function trackName({ language, label }: { readonly language: string; readonly label: string }): string {
  const name = languageName(language) ?? words.studio.tracks.unknown;
  return label === '' || label === language || label.toLowerCase() === name.toLowerCase() ? name : `${name} · ${label}`;
}
