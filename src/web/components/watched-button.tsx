import { forgetPlace } from '../resume.ts';
import { markWatched } from '../watched.ts';
import { words } from '../words/index.ts';
import { Icon } from './icon.tsx';

/** Marks titles as watched, or takes the mark away. `label` says of what where the page alone does not. */
export function WatchedButton(props: {
  readonly ids: readonly string[];
  readonly is: boolean;
  readonly label?: string;
  readonly names?: { readonly mark: string; readonly unmark: string };
}) {
  const { ids, is, label } = props;
  const { mark = words.title.markWatched, unmark = words.title.markUnwatched } = props.names ?? {};
  const name = is ? unmark : mark;
  return (
    <button
      type="button"
      class="button-icon watched-button"
      data-is={is}
      title={name}
      aria-label={label === undefined ? name : `${name}: ${label}`}
      onClick={() => {
        // What was marked as watched has no place to go on from.
        if (!is) for (const id of ids) forgetPlace(localStorage, id);
        markWatched(localStorage, ids, !is);
      }}
    >
      <Icon name="done" />
    </button>
  );
}
