import { applianceErrors } from './errors.ts';

export interface ApplianceConfig {
  /** Bytes of media kept in memory. */
  readonly memoryBytes: number;
  /** Files are fetched, kept and dropped in pieces of this many bytes. */
  readonly sliceBytes: number;
  /** Open connections; more are turned away. */
  readonly maxConnections: number;
  /** Origin fetches under way at once; more wait their turn. */
  readonly maxFetches: number;
  /** How often the key ring is pulled, milliseconds. */
  readonly keyRefreshMs: number;
  /** A file in use is asked for at its origin this often, so that one that was removed is not served for long. */
  readonly revalidateMs: number;
  /** A connection that moves no byte for this long is closed. */
  readonly idleMs: number;
  /** An origin answer that brings no byte for this long counts as broken. */
  readonly stallMs: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const defaultConfig: ApplianceConfig = {
  memoryBytes: 32 * MiB,
  sliceBytes: 512 * KiB,
  maxConnections: 1024,
  maxFetches: 16,
  keyRefreshMs: 60_000,
  revalidateMs: 30_000,
  idleMs: 60_000,
  stallMs: 15_000,
};

/**
 * Reads `BIJOU_APPLIANCE_MEMORY` (bytes, or with K, M, G; at least 4M) and `BIJOU_APPLIANCE_CONNECTIONS`.
 * Errors: `config.invalid`.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ApplianceConfig {
  return {
    ...defaultConfig,
    memoryBytes: bytes(env, 'BIJOU_APPLIANCE_MEMORY', { least: 4 * MiB, otherwise: defaultConfig.memoryBytes }),
    maxConnections: count(env, 'BIJOU_APPLIANCE_CONNECTIONS', defaultConfig.maxConnections),
  };
}

function bytes(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  { least, otherwise }: { readonly least: number; readonly otherwise: number },
): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const match = /^(\d{1,12})([KMG])?$/i.exec(text.trim());
  const unit = { K: KiB, M: MiB, G: 1024 * MiB }[match?.[2]?.toUpperCase() ?? ''] ?? 1;
  const value = match === null ? Number.NaN : Number(match[1]) * unit;
  if (value >= least) return value;
  throw applianceErrors.error('config.invalid', { name, wanted: `a number of bytes, ${least} or more`, value: text });
}

function count(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  if (/^[1-9]\d{0,5}$/.test(text.trim())) return Number(text);
  throw applianceErrors.error('config.invalid', { name, wanted: 'a whole number from 1 to 999999', value: text });
}
