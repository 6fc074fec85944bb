import { IconButton } from '../../../components/button.tsx';
import { count } from '../../../format.ts';
import { words } from '../../../words/index.ts';
import { type Listed, perPage, type View } from './list.ts';

/** Which of many titles one sees, and the way to the others. */
export function Pages(props: {
  readonly list: Listed;
  readonly view: View;
  readonly onView: (news: Partial<View>) => void;
}) {
  const { list, onView } = props;
  if (list.pages <= 1) return null;
  const text = words.studio.library;
  const first = (list.number - 1) * perPage;
  const to = (page: number) => {
    onView({ page });
    document.getElementById('bench')?.scrollIntoView({ block: 'start' });
  };
  return (
    <nav class="pages" aria-label={text.pages} data-row="pages">
      <IconButton icon="left" label={text.previous} disabled={list.number === 1} onClick={() => to(list.number - 1)} />
      <p role="status">{text.range(count(first + 1), count(first + list.page.length), count(list.all.length))}</p>
      <IconButton
        icon="further"
        label={text.next}
        disabled={list.number === list.pages}
        onClick={() => to(list.number + 1)}
      />
    </nav>
  );
}
