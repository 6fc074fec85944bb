import type { LibraryView } from '../../routes.ts';
export function Library(_: { readonly view: LibraryView }) {
  return <h1>{'library'}</h1>;
}
