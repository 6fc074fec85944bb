import * as z from 'zod/mini';

/** What an account may do besides watching. `owner`: everything, this Bijou being theirs. */
export const role = z.enum(['member', 'editor', 'support', 'owner']);
export type Role = z.infer<typeof role>;

/**
 * How sure it is that they are who they say: by a device that was let in once (a TV), by what one knows or holds (a
 * password, the owner's token), by two of these or a passkey. Each takes in those before it.
 */
export const strengths = ['device', 'password', 'strong'] as const;
export const strength = z.enum(strengths);
export type Strength = z.infer<typeof strength>;

/** Somebody with an account. */
const person = z.object({
  kind: z.literal('person'),
  account: z.string().check(z.minLength(1), z.maxLength(100)),
  /** Those who live together and pay together; undefined where the account stands alone. */
  household: z.optional(z.string().check(z.maxLength(100))),
  /** The one that was chosen, where one was. */
  profile: z.optional(
    z.object({
      id: z.string().check(z.maxLength(100)),
      /** The highest maturity rating that it may see; undefined where it may see all. */
      maturity: z.optional(z.string().check(z.maxLength(20))),
    }),
  ),
  roles: z.array(role).check(z.minLength(1), z.maxLength(8)),
  device: z.optional(z.string().check(z.maxLength(100))),
  strength,
});

/** Somebody whom nobody knows. */
const stranger = z.object({ kind: z.literal('stranger') });

/** Another service of this Bijou: `for` is on whose behalf it asks, where it asks for somebody. */
const peer = z.object({ kind: z.literal('peer'), for: z.optional(z.discriminatedUnion('kind', [person, stranger])) });

/** Who asks, as the door or a peer vouches. Travels with every call. */
export const principal = z.discriminatedUnion('kind', [stranger, person, peer]);
export type Principal = z.infer<typeof principal>;
export type Person = z.infer<typeof person>;
/** Who comes through the door. */
export type Visitor = Person | z.infer<typeof stranger>;

export const theStranger: z.infer<typeof stranger> = { kind: 'stranger' };

/** Until accounts stand, the one who has the owner's token is the only person that is known. */
export const theOwner: Person = { kind: 'person', account: 'owner', roles: ['owner'], strength: 'password' };

/** The person or stranger behind a call, through however many services it has come; undefined where a service asks for itself. */
export function visitorOf(who: Principal): Visitor | undefined {
  return who.kind === 'peer' ? who.for : who;
}

/**
 * Whose an answer, a limit or a lease is: the same for the same account wherever it comes from, and for a service that
 * asks on its behalf another. Strangers share one: where they must be told apart it is by their address.
 */
export function principalKey(who: Principal): string {
  if (who.kind === 'person') return `account:${who.account}`;
  if (who.kind === 'stranger') return 'stranger';
  return who.for === undefined ? 'peer' : `peer:${principalKey(who.for)}`;
}

/** As a header can carry it: JSON in ASCII. */
export function writePrincipal(who: Principal): string {
  return JSON.stringify(who).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
