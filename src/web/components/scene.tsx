import type { ComponentChildren } from 'preact';
import type { Artwork } from '../../contracts/title/index.ts';
import { tintOf } from './picture.tsx';
import { Still } from './still.tsx';

/** One film, large: its still to the room's edges, sinking into the dark where the words stand. */
export function Scene(props: {
  readonly id: string;
  readonly artwork: Artwork | undefined;
  readonly labelledBy?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}) {
  const { artwork } = props;
  const drawn = artwork?.backdrop === undefined && artwork?.poster === undefined;
  return (
    <section
      class={['scene', drawn && 'scene-drawn', props.class].filter(Boolean).join(' ')}
      aria-labelledby={props.labelledBy}
    >
      <Still class="scene-still" id={props.id} artwork={artwork} sizes="100vw" first />
      <div class="scene-text">{props.children}</div>
    </section>
  );
}

/** For a page of class `tinted`: the darkest colour of the film's picture runs on behind the whole of it. */
export function tintStyle(artwork: Artwork | undefined): Readonly<Record<string, string>> {
  const picture = artwork?.backdrop ?? artwork?.poster;
  const tint = picture === undefined ? undefined : tintOf(picture);
  return tint === undefined ? {} : { '--tint': tint };
}
