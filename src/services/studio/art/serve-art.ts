import { studioErrors } from '../errors.ts';
import { serveFile } from '../serve-file.ts';
import type { Studio } from '../studio.ts';

/** The bytes of a picture of a title that is there. Errors: `studio.no-such-art`. */
export async function serveArt(
  studio: Studio,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<Response> {
  const { title = '', name = '' } = params;
  const found = await studio.sql.db
    .selectFrom('art')
    .innerJoin('titles', 'titles.id', 'art.title')
    .select(['art.key', 'art.hash', 'art.bytes', 'art.type'])
    .where('art.title', '=', title)
    .where('art.name', '=', name)
    .where('titles.state', '<>', 'removed')
    .limit(1)
    .executeTakeFirst();
  if (found === undefined) throw studioErrors.error('studio.no-such-art', { title, name });
  const { type, ...file } = found;
  const response = await serveFile(studio.objects, request, { file, type });
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
