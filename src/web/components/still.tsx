import type { Artwork } from '../../contracts/title/index.ts';
import { Art } from './art.tsx';
import { Picture } from './picture.tsx';

/** What stands for a film: its still, or a title card of the silent days while it has none. 16:9 unless CSS says else. */
export function Still(props: {
  readonly id: string;
  readonly name?: string;
  readonly artwork: Artwork | undefined;
  readonly sizes: string;
  readonly first?: boolean;
  readonly class?: string;
}) {
  const { artwork } = props;
  const picture = artwork?.backdrop ?? artwork?.poster;
  return (
    <div class={['still', props.class].filter(Boolean).join(' ')} data-still={props.id}>
      {picture === undefined ? (
        <Art id={props.id} {...(props.name === undefined ? {} : { name: props.name })} />
      ) : (
        <Picture picture={picture} sizes={props.sizes} first={props.first ?? false} />
      )}
    </div>
  );
}
