/** What a key asks of the player. */
export type Wish =
  | { readonly kind: 'toggle' | 'mute' | 'full' | 'captions' | 'help' }
  | { readonly kind: 'skip'; readonly seconds: number }
  | { readonly kind: 'part'; readonly part: number }
  | { readonly kind: 'louder'; readonly by: number };

export interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const skipSeconds = 10;
const volumeStep = 0.05;

/** Undefined where the key is none of ours. */
export function wishOf({ key, altKey, ctrlKey, metaKey }: Key): Wish | undefined {
  if (altKey || ctrlKey || metaKey) return undefined;
  if (/^[0-9]$/.test(key)) return { kind: 'part', part: Number(key) / 10 };
  switch (key.toLowerCase()) {
    case ' ':
    case 'k':
    case 'mediaplaypause':
      return { kind: 'toggle' };
    case 'arrowleft':
    case 'j':
      return { kind: 'skip', seconds: -skipSeconds };
    case 'arrowright':
    case 'l':
      return { kind: 'skip', seconds: skipSeconds };
    case 'arrowup':
      return { kind: 'louder', by: volumeStep };
    case 'arrowdown':
      return { kind: 'louder', by: -volumeStep };
    case 'm':
      return { kind: 'mute' };
    case 'f':
      return { kind: 'full' };
    case 'c':
      return { kind: 'captions' };
    case '?':
      return { kind: 'help' };
    default:
      return undefined;
  }
}

/** True where the element under focus has its own use for the key. */
export function isTaken(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog') !== null) return true;
  if (target instanceof HTMLInputElement && target.type !== 'range') return true;
  if (target.getAttribute('data-keys') === 'own') return key.startsWith('Arrow');
  return (key === ' ' || key === 'Enter') && target.closest('button, a') !== null;
}
