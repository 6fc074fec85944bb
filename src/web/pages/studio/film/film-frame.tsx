import { useEffect, useRef } from 'preact/hooks';
import type { FilmPictures } from './film-pictures.ts';

/** The film's picture at a place, small; the one before stays until the next is there. */
export function FilmFrame(props: { readonly pictures: FilmPictures; readonly at: number; readonly class?: string }) {
  const { pictures, at } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let late = false;
    void pictures.at(at).then((cut) => {
      if (late || cut === undefined) return;
      const { sheet, x, y, width, height } = cut;
      canvas.current?.getContext('2d')?.drawImage(sheet, x, y, width, height, 0, 0, width, height);
    });
    return () => {
      late = true;
    };
  }, [pictures, at]);
  return (
    <canvas
      ref={canvas}
      class={['film-frame', props.class].filter(Boolean).join(' ')}
      width={pictures.width}
      height={pictures.height}
    />
  );
}
