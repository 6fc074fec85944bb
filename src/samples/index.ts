/** The sample films. Drawing one takes memory, so it is asked of a process of its own. */
export { sampleErrors } from './errors.ts';
export { isSampleId, type SampleId, sampleIds } from './ids.ts';
export { type ApartDeps, makeSampleApart } from './make-apart.ts';
export type { SampleFilm } from './make-film.ts';
