/** Where settings come from. Those that stand in a file are told by their place there. */
export type Env = Readonly<Record<string, string | undefined>> & { readonly [places]?: ReadonlyMap<string, string> };

const places = Symbol('places of settings');

/** One setting of a file: under which variable it is known, what it says, and where that stands. */
export interface FileSetting {
  readonly variable: string;
  readonly text: string;
  readonly place: string;
}

/** The environment, and beneath it what a file says. An empty variable is one that is not set. */
export function underEnvironment(file: readonly FileSetting[], environment: Env): Env {
  const given = Object.entries(environment).filter(([, text]) => text !== undefined && text.trim() !== '');
  const named = new Set(given.map(([variable]) => variable));
  const unnamed = file.filter(({ variable }) => !named.has(variable));
  return {
    ...Object.fromEntries(unnamed.map(({ variable, text }) => [variable, text])),
    ...Object.fromEntries(given),
    [places]: new Map(unnamed.map(({ variable, place }) => [variable, place])),
  };
}

/** What whoever set it calls it. */
export function nameIn(env: Env, variable: string): string {
  return env[places]?.get(variable) ?? variable;
}
