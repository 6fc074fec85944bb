import { errorCatalogue } from '../kit/index.ts';

/**
 * The services, in the order in which a process starts them: what others stand on first, the door last.
 * A process stops them in reverse.
 */
export const targets = ['studio', 'catalog', 'playback', 'appliance', 'encoder', 'gateway'] as const;

export type Target = (typeof targets)[number];

/** Those that may run in several processes on one data folder. */
export const manifold: readonly Target[] = ['encoder'];

export const platformErrors = errorCatalogue({
  'platform.no-such-target': {
    status: 400,
    retry: 'never',
    sentence: 'There is no target {name}. Targets are {known}, or all.',
  },
});

/** Reads `studio,gateway`; nothing and `all` mean every one. Errors: `platform.no-such-target`. */
export function targetsOf(text: string | undefined): readonly Target[] {
  const names = (text ?? 'all').split(',').map((name) => name.trim());
  if (names.includes('all')) return targets;
  const stranger = names.find((name) => !(targets as readonly string[]).includes(name));
  if (stranger !== undefined) {
    throw platformErrors.error('platform.no-such-target', { name: stranger, known: targets.join(', ') });
  }
  return targets.filter((target) => names.includes(target));
}
