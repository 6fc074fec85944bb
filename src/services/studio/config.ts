import { integerSetting } from '../../host/index.ts';
import { defaultSettings, type PlanSettings } from '../../media/index.ts';

export interface StudioConfig {
  /** How long a job stays with an encoder that says nothing. */
  readonly leaseMs: number;
  /** How often leases, tickets and titles are looked after. */
  readonly tickMs: number;
  /** How often what nobody needs any more is swept. */
  readonly sweepMs: number;
  /** How long a signed address may live: files outlast their version or title by that. */
  readonly urlTtlSeconds: number;
  /** How long a removed film stays on the shelf, unless its room is needed. */
  readonly keepRemovedMs: number;
  /** How long an unfinished upload may lie untouched. */
  readonly uploadTtlMs: number;
  /** Bytes of one stored part of an upload, 5 MiB or more; at most this much of an upload is held in memory. */
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
  keepRemovedMs: 30 * 86_400_000,
  uploadTtlMs: 24 * 3_600_000,
  partBytes: 8 * 1024 * 1024,
  intentMs: 15_000,
  plan: defaultSettings,
};

export const settings = {
  leaseMs: integerSetting('BIJOU_LEASE_MS', {
    otherwise: defaultConfig.leaseMs,
    help: 'How long a job stays with an encoder that says nothing, milliseconds.',
    min: 1_000,
    max: 3_600_000,
  }),
  urlTtlSeconds: integerSetting('BIJOU_URL_TTL', {
    otherwise: defaultConfig.urlTtlSeconds,
    help: 'Seconds that a signed address lives.',
    min: 1,
    max: 31_536_000,
  }),
  uploadTtlSeconds: integerSetting('BIJOU_UPLOAD_TTL', {
    otherwise: defaultConfig.uploadTtlMs / 1000,
    help: 'Seconds that an unfinished upload may lie untouched.',
    min: 60,
    max: 31_536_000,
  }),
  keepRemovedDays: integerSetting('BIJOU_KEEP_REMOVED', {
    otherwise: defaultConfig.keepRemovedMs / 86_400_000,
    help: 'Days that a removed film can be brought back, unless its room is needed.',
    min: 0,
    max: 3_650,
  }),
};

export function configOf({ uploadTtlSeconds, keepRemovedDays, ...given }: StudioAsked): StudioConfig {
  return {
    ...defaultConfig,
    ...given,
    uploadTtlMs: uploadTtlSeconds * 1000,
    keepRemovedMs: keepRemovedDays * 86_400_000,
  };
}

type StudioAsked = Pick<StudioConfig, 'leaseMs' | 'urlTtlSeconds'> & {
  readonly uploadTtlSeconds: number;
  readonly keepRemovedDays: number;
};
