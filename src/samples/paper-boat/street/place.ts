import { color } from '../../drawing/color.ts';

/** The row where houses stand and the wet stones begin. */
export const ground = 446;

/** The tubes' colours. */
export const pink = color('#ff3d78');
export const teal = color('#3fe0d0');
export const amber = color('#ffab4a');
