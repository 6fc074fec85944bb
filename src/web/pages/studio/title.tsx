import { words } from '../../words/index.ts';

/** A film's page in the studio. */
export function Film({ id }: { readonly id: string }) {
  return (
    <div class="studio">
      <h1>{words.studio.title}</h1>
      <p>{id}</p>
    </div>
  );
}
