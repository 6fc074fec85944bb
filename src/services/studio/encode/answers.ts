import * as z from 'zod/mini';
import type { Studio } from '../studio.ts';
import type { JobPart } from '../tables.ts';

const share = z.array(z.number());

/** What jobs find out, as encoders write it. */
export const answers = {
  'loudness.json': z.array(
    z.object({ name: z.string(), integrated: z.nullable(z.number()), truePeak: z.nullable(z.number()) }),
  ),
  'scout.json': z.array(
    z.object({
      at: z.number(),
      brightness: z.number(),
      contrast: z.number(),
      black: z.number(),
      sharpness: z.number(),
      saturation: z.number(),
      across: share,
      down: share,
    }),
  ),
  'stills.json': z.array(
    z.object({
      name: z.string(),
      thumbhash: z.string(),
      tint: z.string(),
      sizes: z.array(z.object({ file: z.string(), width: z.number(), height: z.number(), type: z.string() })),
    }),
  ),
};

type Answers = typeof answers;

/** What a done job of a title found out; undefined where it is not there, or is not written as it should be. */
export async function answerOf<Name extends keyof Answers>(
  studio: Studio,
  { title, part, name }: { readonly title: string; readonly part: JobPart; readonly name: Name },
): Promise<z.infer<Answers[Name]> | undefined> {
  const output = await studio.sql.db
    .selectFrom('outputs')
    .innerJoin('jobs', 'jobs.id', 'outputs.job')
    .select('outputs.key')
    .where('jobs.title', '=', title)
    .where('jobs.part', '=', part)
    .where('jobs.state', '=', 'done')
    .where('outputs.name', '=', name)
    .where('outputs.accepted', '=', 1)
    .executeTakeFirst();
  if (output === undefined) return undefined;
  return readAnswer(studio, output.key, name);
}

export async function readAnswer<Name extends keyof Answers>(
  studio: Studio,
  key: string,
  name: Name,
): Promise<z.infer<Answers[Name]> | undefined> {
  const bytes = await studio.objects.read(key);
  try {
    const parsed = answers[name].safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? (parsed.data as z.infer<Answers[Name]>) : undefined;
  } catch {
    return undefined;
  }
}
