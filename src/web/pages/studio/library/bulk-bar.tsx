import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import { Button } from '../../../components/button.tsx';
import { count } from '../../../format.ts';
import { openSheet } from '../../../router.ts';
import { words } from '../../../words/index.ts';
import { canPause, canResume, canRetry, pause, remove, resume, retry } from '../actions.ts';

/** What can be done with all that is selected. What fits none of them is not offered. */
export function BulkBar(props: {
  readonly selected: readonly StudioTitle[];
  readonly all: readonly StudioTitle[];
  readonly onChoose: (ids: readonly string[], is: boolean) => void;
}) {
  const { selected, all, onChoose } = props;
  if (selected.length === 0) return null;
  const text = words.studio;
  const each = (fits: (title: StudioTitle) => boolean, act: (title: StudioTitle) => Promise<boolean>) => {
    for (const title of selected.filter(fits)) void act(title);
  };
  return (
    <section class="bulk" aria-label={text.film.actions} data-row="bulk">
      <p role="status">{text.library.selected(selected.length, count(selected.length))}</p>
      {selected.length < all.length && (
        <Button
          kind="plain"
          onClick={() =>
            onChoose(
              all.map(({ id }) => id),
              true,
            )
          }
        >
          {text.library.selectAll(count(all.length))}
        </Button>
      )}
      <Button
        kind="plain"
        onClick={() =>
          onChoose(
            selected.map(({ id }) => id),
            false,
          )
        }
      >
        {text.library.clear}
      </Button>
      <span class="bulk-do">
        {selected.some(canPause) && (
          <Button kind="quiet" icon="pause" onClick={() => each(canPause, pause)}>
            {text.do.pause}
          </Button>
        )}
        {selected.some(canResume) && (
          <Button kind="quiet" icon="play" onClick={() => each(canResume, resume)}>
            {text.do.resume}
          </Button>
        )}
        {selected.some(canRetry) && (
          <Button kind="quiet" icon="again" onClick={() => each(canRetry, retry)}>
            {text.do.retry}
          </Button>
        )}
        <Button kind="quiet" icon="edit" onClick={() => openSheet('many')}>
          {text.do.edit}
        </Button>
        <Button kind="danger" icon="remove" onClick={() => void remove(selected)}>
          {text.do.remove}
        </Button>
      </span>
    </section>
  );
}
