import type { TitleMetadata } from '../../../contracts/index.ts';
import type { TitleRow } from '../tables.ts';

/** What is said of a title. */
export function metadataOf({ name, metadata }: Pick<TitleRow, 'name' | 'metadata'>): TitleMetadata {
  return { genres: [], people: [], ...(JSON.parse(metadata ?? '{}') as Partial<TitleMetadata>), name };
}

/** How it is kept: the name stands on its own. */
export function metadataColumns({ name, ...rest }: TitleMetadata): Pick<TitleRow, 'name' | 'metadata'> {
  return { name, metadata: JSON.stringify(rest) };
}

/** The languages that the owner gave to tracks, by the track's name. */
export function languagesOf({ languages }: Pick<TitleRow, 'languages'>): Readonly<Record<string, string>> {
  return JSON.parse(languages ?? '{}') as Record<string, string>;
}

/** Changes to what is said: undefined leaves as it is, null takes away. */
export type MetadataChanges = {
  readonly [Name in keyof TitleMetadata]?: TitleMetadata[Name] | null | undefined;
};

export function changed(metadata: TitleMetadata, changes: MetadataChanges): TitleMetadata {
  const told = Object.entries(changes).filter(([, value]) => value !== undefined);
  const result = { ...metadata, ...Object.fromEntries(told) } as Record<string, unknown>;
  for (const [name, value] of told) if (value === null) delete result[name];
  return { ...(result as TitleMetadata), genres: [...(changes.genres ?? metadata.genres)] };
}
