import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../components/icon.tsx';
import { words } from '../../../words/index.ts';
import { type Listed, perPage, type Sort, startsDown, type View } from './list.ts';
import { TitleRow } from './title-row.tsx';

/** The columns that sort, in their order. */
const columns: readonly Sort[] = ['name', 'state', 'progress', 'length', 'rungs', 'added'];

/** A page of titles as a table; a list of cards where there is no room. */
export function TitleTable(props: {
  readonly list: Listed;
  readonly view: View;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (ids: readonly string[], is: boolean) => void;
  readonly onView: (news: Partial<View>) => void;
}) {
  const { list, view, chosen, onChoose, onView } = props;
  const text = words.studio.library;
  const ids = list.page.map(({ id }) => id);
  const here = ids.filter((id) => chosen.has(id)).length;
  const all = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (all.current !== null) all.current.indeterminate = here > 0 && here < ids.length;
  }, [here, ids.length]);

  return (
    <table class="title-table" aria-label={text.label} aria-rowcount={list.all.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" class="cell-choose">
            <label class="choose">
              <input
                ref={all}
                type="checkbox"
                checked={here === ids.length && here > 0}
                onChange={(event) => onChoose(ids, event.currentTarget.checked)}
              />
              <span class="unseen">{text.selectPage}</span>
            </label>
          </th>
          {columns.map((sort) => (
            <th
              key={sort}
              scope="col"
              class={`cell-${sort}`}
              aria-sort={view.sort === sort ? (view.down ? 'descending' : 'ascending') : undefined}
            >
              <button
                type="button"
                onClick={() => onView({ sort, down: view.sort === sort ? !view.down : startsDown(sort) })}
              >
                {text.sorts[sort]}
                <Icon name="down" />
              </button>
            </th>
          ))}
          <th scope="col" class="cell-do">
            <span class="unseen">{words.studio.film.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.page.map((title, index) => (
          <TitleRow
            key={title.id}
            title={title}
            number={(list.number - 1) * perPage + index + 2}
            chosen={chosen.has(title.id)}
            onChoose={onChoose}
          />
        ))}
      </tbody>
    </table>
  );
}
