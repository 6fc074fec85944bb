import type { BijouError } from '../../kit/index.ts';
import { wireErrors } from '../calls/errors.ts';
import { type Principal, type Role, type Strength, strengths } from './principal.ts';

/**
 * Who may send something. `public`: anyone, through the door. `member`, `editor`, `support`, `owner`: persons with that
 * role, or the owner. `peer`: other services of this Bijou alone; the door never forwards it.
 */
export const audiences = ['public', 'member', 'editor', 'support', 'owner', 'peer'] as const;
export type Audience = (typeof audiences)[number];

/** What a call or a route asks of whoever sends it. */
export interface Access {
  readonly audience: Audience;
  /** How sure it must be that they are who they say, where that is more than their being let in. */
  readonly strength?: Strength;
}

const rolesOf: Readonly<Record<Exclude<Audience, 'public' | 'peer'>, readonly Role[]>> = {
  member: ['member', 'editor', 'support', 'owner'],
  editor: ['editor', 'owner'],
  support: ['support', 'owner'],
  owner: ['owner'],
};

/**
 * Why this principal may not; undefined where it may. A service of this Bijou may do what anybody may: it has asked
 * itself whether the one for whom it does it may.
 */
export function refusalFor({ audience, strength }: Access, who: Principal): BijouError | undefined {
  if (who.kind === 'peer') return undefined;
  if (audience === 'peer') return wireErrors.error('request.peer-only');
  if (audience === 'public') return undefined;
  if (who.kind === 'stranger') return wireErrors.error(audience === 'owner' ? 'request.owner-only' : 'request.sign-in');
  const wanted = rolesOf[audience];
  if (!who.roles.some((role) => wanted.includes(role))) {
    return wireErrors.error('request.not-allowed', { roles: wanted.join(' or ') });
  }
  if (strength === undefined || strengths.indexOf(who.strength) >= strengths.indexOf(strength)) return undefined;
  return wireErrors.error('request.step-up', { strength });
}
