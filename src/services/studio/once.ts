import type { JsonValue } from '../../kit/index.ts';
import type { Studio, Tx } from './studio.ts';

/** A client's idempotency token, where it sent one, and what it asked for. */
export interface TokenKey {
  readonly token?: string | undefined;
  readonly request?: JsonValue;
}

/** Runs the effect; where the client sent a token, once for all calls with it. Errors: `request.token-conflict`. */
export function onceOrAlways<Answer extends JsonValue>(
  studio: Pick<Studio, 'once'>,
  tx: Tx,
  { key, effect }: { readonly key: TokenKey; readonly effect: () => Promise<Answer> },
): Promise<Answer> {
  const { token, request } = key;
  if (token === undefined || request === undefined) return effect();
  return studio.once(tx, { token, request }, effect);
}

/**
 * The answer that this token already has, so that slow work need not be done twice. Undefined where it has none.
 * Errors: `request.token-conflict`.
 */
export async function answered<Answer extends JsonValue>(
  studio: Pick<Studio, 'sql' | 'once'>,
  { token, request }: TokenKey,
): Promise<Answer | undefined> {
  if (token === undefined || request === undefined) return undefined;
  const none = new Error('This token has no answer yet.');
  try {
    return await studio.sql.transaction((tx) =>
      studio.once<Answer>(tx, { token, request }, async () => {
        throw none;
      }),
    );
  } catch (error) {
    if (error === none) return undefined;
    throw error;
  }
}
