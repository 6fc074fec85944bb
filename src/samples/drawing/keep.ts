import type { Picture } from './picture.ts';

/** Remembers the picture as it is; the function it returns brings it back. For what stays the same through a shot. */
export function keep(picture: Picture): () => void {
  const [y, u, v] = [picture.y.slice(), picture.u.slice(), picture.v.slice()];
  return () => {
    picture.y.set(y);
    picture.u.set(u);
    picture.v.set(v);
  };
}
