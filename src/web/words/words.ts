import type { en } from './en/index.ts';

/** Every word that the app says: a folder a language, a file an area. A language that lacks one does not compile. */
export type Words = typeof en;
