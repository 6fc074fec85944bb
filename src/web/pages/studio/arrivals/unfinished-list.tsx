import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { fileSize } from '../../../format.ts';
import { words } from '../../../words/index.ts';
import type { Arrival } from './queue.ts';
import { findUnfinished, forgetUnfinished, type Unfinished } from './unfinished.ts';

/** Uploads that another visit began. A page cannot open files by itself: the reader chooses them again. */
export function UnfinishedList({ under }: { readonly under: readonly Arrival[] }) {
  const text = words.studio.arrivals.unfinished;
  const [list, setList] = useState<readonly Unfinished[]>([]);
  const names = under.map(({ name }) => name).join('\n');
  const look = () => findUnfinished(new Set(names.split('\n'))).then(setList, () => undefined);
  useEffect(() => void look(), [names]);
  if (list.length === 0) return null;
  return (
    <div class="unfinished">
      <h2 class="arrivals-head">{text.title}</h2>
      <p class="quiet">{text.sentence}</p>
      <ul>
        {list.map((upload) => (
          <li key={upload.key}>
            <span class="upload-name" dir="auto">
              {upload.name}
            </span>
            <span class="quiet">{fileSize(upload.size)}</span>
            <Button
              kind="plain"
              label={`${text.forget}: ${upload.name}`}
              onClick={() => void forgetUnfinished(upload).then(look)}
            >
              {text.forget}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
