import { studioErrors } from './errors.ts';

/** Stands where a promise of the contract is being built. */
export async function notYet(): Promise<never> {
  throw studioErrors.error('studio.not-yet');
}
