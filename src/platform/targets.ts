import { errorCatalogue } from '../kit/index.ts';
import { startOrder, type Target } from './table.ts';

export type { Target } from './table.ts';

/** The services in the order in which a process starts them; it stops them in reverse. */
export const targets: readonly Target[] = startOrder();

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
