/** What a key, a button or a finger asks of the player. */
export type Command =
  | {
      readonly kind: 'toggle' | 'mute' | 'full' | 'small' | 'captions' | 'skip-opening' | 'next' | 'leave' | 'controls';
    }
  | { readonly kind: 'sheet'; readonly sheet: SheetName }
  | { readonly kind: 'jump'; readonly seconds: number }
  | { readonly kind: 'picture'; readonly by: 1 | -1 }
  | { readonly kind: 'part'; readonly part: number }
  | { readonly kind: 'louder'; readonly by: number }
  | { readonly kind: 'faster' | 'captions-later' | 'sound-later'; readonly by: 1 | -1 };

/** Sheets of the player, as the address names them. */
export type SheetName = 'settings' | 'captions' | 'keys' | 'curious';

export interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

export const jumpSeconds = 10;
const volumeStep = 0.05;

const commandsByKey: Readonly<Record<string, Command>> = {
  ' ': { kind: 'toggle' },
  k: { kind: 'toggle' },
  enter: { kind: 'toggle' },
  mediaplaypause: { kind: 'toggle' },
  arrowleft: { kind: 'jump', seconds: -jumpSeconds },
  arrowright: { kind: 'jump', seconds: jumpSeconds },
  j: { kind: 'jump', seconds: -jumpSeconds },
  l: { kind: 'jump', seconds: jumpSeconds },
  mediarewind: { kind: 'jump', seconds: -jumpSeconds },
  mediafastforward: { kind: 'jump', seconds: jumpSeconds },
  arrowup: { kind: 'controls' },
  arrowdown: { kind: 'controls' },
  ',': { kind: 'picture', by: -1 },
  '.': { kind: 'picture', by: 1 },
  '+': { kind: 'louder', by: volumeStep },
  '=': { kind: 'louder', by: volumeStep },
  '-': { kind: 'louder', by: -volumeStep },
  '−': { kind: 'louder', by: -volumeStep },
  '<': { kind: 'faster', by: -1 },
  '>': { kind: 'faster', by: 1 },
  home: { kind: 'part', part: 0 },
  end: { kind: 'part', part: 1 },
  m: { kind: 'mute' },
  c: { kind: 'captions' },
  g: { kind: 'captions-later', by: -1 },
  h: { kind: 'captions-later', by: 1 },
  v: { kind: 'sound-later', by: -1 },
  b: { kind: 'sound-later', by: 1 },
  f: { kind: 'full' },
  p: { kind: 'small' },
  s: { kind: 'skip-opening' },
  n: { kind: 'next' },
  mediatracknext: { kind: 'next' },
  o: { kind: 'sheet', sheet: 'settings' },
  d: { kind: 'sheet', sheet: 'curious' },
  '?': { kind: 'sheet', sheet: 'keys' },
  escape: { kind: 'leave' },
  goback: { kind: 'leave' },
};

/** Undefined where the key is none of ours. */
export function commandOf({ key, altKey, ctrlKey, metaKey }: Key): Command | undefined {
  if (altKey || ctrlKey || metaKey) return undefined;
  if (/^[0-9]$/.test(key)) return { kind: 'part', part: Number(key) / 10 };
  const name = key.toLowerCase();
  return Object.hasOwn(commandsByKey, name) ? commandsByKey[name] : undefined;
}

/** What lies over the film: there, arrows go from one to the next, as everywhere in the house. */
const over = 'dialog, .over, .aside, .verdict';

/** True where the element under focus has its own use for the key. */
export function isTaken(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog') !== null) return true;
  if (key.startsWith('Arrow') && target.closest(over) !== null) return true;
  if (target instanceof HTMLInputElement && target.type !== 'range') return true;
  if (target instanceof HTMLInputElement) return key === 'Home' || key === 'End';
  return (key === ' ' || key === 'Enter') && target.closest('button, a, summary') !== null;
}
