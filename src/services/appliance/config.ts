import { bytesSetting, integerSetting } from '../../host/index.ts';

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

export const settings = {
  memoryBytes: bytesSetting('BIJOU_APPLIANCE_MEMORY', {
    otherwise: defaultConfig.memoryBytes,
    help: 'Media that an appliance keeps in memory, as 64M.',
    min: 4 * MiB,
  }),
  maxConnections: integerSetting('BIJOU_APPLIANCE_CONNECTIONS', {
    otherwise: defaultConfig.maxConnections,
    help: 'Open connections of an appliance; more are turned away.',
    min: 1,
    max: 999_999,
  }),
};

export function configOf(given: Pick<ApplianceConfig, keyof typeof settings>): ApplianceConfig {
  return { ...defaultConfig, ...given };
}
