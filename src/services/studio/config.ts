import { defaultSettings, type PlanSettings } from '../../media/index.ts';
import { studioErrors } from './errors.ts';

export interface StudioConfig {
  /** How long a job stays with an encoder that says nothing. */
  readonly leaseMs: number;
  /** How often leases, tickets and titles are looked after. */
  readonly tickMs: number;
  /** How often what nobody needs any more is swept. */
  readonly sweepMs: number;
  /** How long a signed address may live: files outlast their version or title by that. */
  readonly urlTtlSeconds: number;
  /** How long an unfinished upload may lie untouched. */
  readonly uploadTtlMs: number;
  /** Bytes of one stored part of an upload; at most this much of an upload is held in memory. */
  readonly partBytes: number;
  /** How long a file that is being stored is safe from the sweep without a sign of life. */
  readonly intentMs: number;
  /** What films are planned by. */
  readonly plan: PlanSettings;
}

export const defaultConfig: StudioConfig = {
  leaseMs: 15_000,
  tickMs: 2_000,
  sweepMs: 10_000,
  urlTtlSeconds: 6 * 3600,
  uploadTtlMs: 24 * 3_600_000,
  partBytes: 8 * 1024 * 1024,
  intentMs: 15_000,
  plan: defaultSettings,
};

/**
 * `BIJOU_URL_TTL` (seconds), `BIJOU_LEASE_MS`, `BIJOU_UPLOAD_TTL` (seconds).
 * Errors: `config.invalid`.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): StudioConfig {
  return {
    ...defaultConfig,
    leaseMs: whole(env, 'BIJOU_LEASE_MS', { least: 1_000, fallback: defaultConfig.leaseMs }),
    urlTtlSeconds: whole(env, 'BIJOU_URL_TTL', { least: 1, fallback: defaultConfig.urlTtlSeconds }),
    uploadTtlMs: 1000 * whole(env, 'BIJOU_UPLOAD_TTL', { least: 60, fallback: defaultConfig.uploadTtlMs / 1000 }),
  };
}

function whole(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  { least, fallback }: { readonly least: number; readonly fallback: number },
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw studioErrors.error('config.invalid', { name, value: text, expected: `a whole number of at least ${least}` });
}
