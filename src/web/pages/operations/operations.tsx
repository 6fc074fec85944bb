import { words } from '../../words/index.ts';

/** What runs, and how it fares. */
export function Operations() {
  return (
    <div class="studio">
      <h1>{words.operations.title}</h1>
    </div>
  );
}
