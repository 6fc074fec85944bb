import { en } from './en/index.ts';

/** Every word that the app says: a folder a language, a file an area. */
export type Words = typeof en;

export const words: Words = en;
