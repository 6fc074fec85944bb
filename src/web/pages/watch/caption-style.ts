/** How this viewer wants captions: a value of each list. */
export interface CaptionStyle {
  readonly size: 'small' | 'normal' | 'large' | 'huge';
  readonly color: 'white' | 'cream' | 'yellow' | 'green' | 'cyan';
  readonly background: 'none' | 'half' | 'full';
  readonly edge: 'none' | 'shadow' | 'outline';
  readonly place: 'bottom' | 'top';
  readonly font: 'plain' | 'serif' | 'mono' | 'round';
}

export const captionChoices: { readonly [Part in keyof CaptionStyle]: readonly CaptionStyle[Part][] } = {
  size: ['small', 'normal', 'large', 'huge'],
  color: ['white', 'cream', 'yellow', 'green', 'cyan'],
  background: ['none', 'half', 'full'],
  edge: ['none', 'shadow', 'outline'],
  place: ['bottom', 'top'],
  font: ['plain', 'serif', 'mono', 'round'],
};

export const plainCaptions: CaptionStyle = {
  size: 'normal',
  color: 'cream',
  background: 'half',
  edge: 'shadow',
  place: 'bottom',
  font: 'plain',
};

const key = 'bijou.captions';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** What was chosen here; what cannot be read, or is no longer offered, is as it was made. */
export function readCaptionStyle(store: Store): CaptionStyle {
  let kept: Record<string, unknown> = {};
  try {
    kept = { ...(JSON.parse(store.getItem(key) ?? '{}') as object) };
  } catch {
    // As it was made.
  }
  const parts = Object.entries(captionChoices).filter(([part, choices]) =>
    (choices as readonly unknown[]).includes(kept[part]),
  );
  return { ...plainCaptions, ...Object.fromEntries(parts.map(([part]) => [part, kept[part]])) };
}

export function keepCaptionStyle(store: Store, style: CaptionStyle): void {
  try {
    store.setItem(key, JSON.stringify(style));
  } catch {
    // A full or forbidden store costs the style of the next film, not this one's.
  }
}
