import { useEffect, useRef, useState } from 'preact/hooks';
import { thumbHashToRGBA } from 'thumbhash';
import type { Picture as PictureData } from '../../contracts/title/index.ts';

/**
 * A picture whose room is there before it is: its blur at once, then the file of the size that the screen needs.
 * Without a description it is decoration. `sizes` is what CSS makes of it, as the attribute of `img`.
 */
export function Picture(props: {
  readonly picture: PictureData;
  readonly sizes: string;
  /** The largest of the first screen: fetched before everything else. */
  readonly first?: boolean;
  readonly alt?: string;
  readonly class?: string;
}) {
  const { picture, first = false } = props;
  const [there, setThere] = useState(false);
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    setThere(image.current?.complete === true && image.current.naturalWidth > 0);
  }, [picture]);
  const largest = picture.sizes.at(-1);
  if (largest === undefined) return null;
  return (
    <div class={['picture', props.class].filter(Boolean).join(' ')} style={{ '--tint': tintOf(picture) }}>
      <Blur hash={picture.thumbhash} />
      <picture>
        {formats(picture).map(([type, set]) => (
          <source key={type} type={type} srcset={set} sizes={props.sizes} />
        ))}
        <img
          ref={image}
          src={largest.address}
          width={picture.width}
          height={picture.height}
          alt={props.alt ?? ''}
          loading={first ? 'eager' : 'lazy'}
          fetchpriority={first ? 'high' : 'auto'}
          decoding={first ? 'sync' : 'async'}
          // The largest is never faded in: it is what the page was opened for.
          data-there={first || there}
          onLoad={() => setThere(true)}
        />
      </picture>
    </div>
  );
}

/** The formats that a picture comes in, the smallest files first, each with its `srcset`. */
export function formats(picture: PictureData): readonly (readonly [type: string, set: string])[] {
  const byType = Map.groupBy(picture.sizes, ({ type }) => type);
  const rank = (type: string) => ['image/avif', 'image/webp'].indexOf(type) + 1 || 9;
  return [...byType]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([type, sizes]) => [type, sizes.map(({ address, width }) => `${address} ${width}w`).join(', ')] as const);
}

/** Undefined where it is no colour: nothing but `#rrggbb` goes into a style. */
export function tintOf({ tint }: Pick<PictureData, 'tint'>): string | undefined {
  return /^#[0-9a-f]{6}$/i.test(tint) ? tint : undefined;
}

/** The thumbhash, drawn: some thirty by twenty pixels that CSS stretches. */
function Blur({ hash }: { readonly hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // After the page is painted: it would be late for the words.
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    try {
      const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0)));
      element.width = w;
      element.height = h;
      element.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
    } catch {
      // A hash that cannot be read leaves the tint.
    }
  }, [hash]);
  return <canvas ref={canvas} class="picture-blur" width={1} height={1} />;
}
