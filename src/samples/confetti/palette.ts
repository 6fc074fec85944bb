import { color } from '../drawing/color.ts';

/** Ink-blue night, and everything else as loud as paper can be. */
export const midnight = color('#070a2b');
export const ultramarine = color('#1a2bb8');
export const violet = color('#5a1fb0');
export const magenta = color('#ff2e8a');
export const cyan = color('#2ee0ff');
export const yellow = color('#ffdf3a');
export const lime = color('#86f25c');
export const orange = color('#ff7d2e');
export const white = color('#fff6ee');

/** What the paper was cut from. */
export const papers = [magenta, cyan, yellow, lime, orange, white] as const;
