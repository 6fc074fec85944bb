import { type ByteRouteContext, type Implementation, type studioContract, wireErrors } from '../../contracts/index.ts';
import { givePicture, largestPicture } from './art/give-picture.ts';
import { serveArt } from './art/serve-art.ts';
import { followChanges } from './changes/events-route.ts';
import type { Feed } from './changes/feed.ts';
import { storeOutput } from './encode/outputs.ts';
import { studioErrors } from './errors.ts';
import { editTitle } from './metadata/edit-title.ts';
import { readNfo } from './metadata/nfo.ts';
import { serveFile } from './serve-file.ts';
import type { Studio } from './studio.ts';
import { addText } from './texts/change-texts.ts';
import { largestText, marksOf } from './texts/subtitles.ts';
import { showTitle } from './titles.ts';
import { readBody } from './upload/read-body.ts';
import type { TusRoute } from './upload/tus.ts';

type Routes = Implementation<typeof studioContract>['routes'];

/** Studio's byte routes: uploads in, sources to encoders, outputs back, published files to appliances. */
export function studioRoutes(studio: Studio, { tus, feed }: { readonly tus: TusRoute; readonly feed: Feed }): Routes {
  return {
    upload: (request, { token, signal }) => tus(request, { token, signal }),
    events: async (request) => followChanges(feed, request),
    art: (request, { params }) => serveArt(studio, request, params),
    artwork: (request, context) => takePicture(studio, request, context),
    text: (request, { params }) => takeText(studio, request, params.id ?? ''),
    nfo: (request, context) => takeNfo(studio, request, context),
    source: (request, { params }) => serveSource(studio, request, params.source ?? ''),
    output: (request, context) => takeOutput(studio, request, context),
    origin: (request, { params }) => servePublished(studio, request, params),
  };
}

async function serveSource(studio: Studio, request: Request, source: string): Promise<Response> {
  const { sql, objects } = studio;
  // A film; a rung of it, for thumbnails; a chunk of a rung, to verify it; a picture that was given to it.
  const select = sql.db
    .selectFrom('files')
    .select(['key', 'bytes'])
    .where('hash', '=', source)
    .where('kind', 'in', ['source', 'media', 'output', 'art'])
    .where('state', '=', 'kept');
  const row = await select.orderBy('key', 'desc').limit(1).executeTakeFirst();
  if (row === undefined || row.bytes === null) throw studioErrors.error('studio.no-such-source', { source });
  const file = { key: row.key, bytes: row.bytes, hash: source };
  return serveFile(objects, request, { file, type: 'application/octet-stream' });
}

async function takeOutput(studio: Studio, request: Request, { params }: ByteRouteContext): Promise<Response> {
  const { job = '', name = '' } = params;
  const lease = new URL(request.url).searchParams.get('lease') ?? '';
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(name)) {
    throw wireErrors.error('request.invalid', { why: `${name} is no name of an output` });
  }
  const body = request.body ?? new Uint8Array();
  return Response.json(await storeOutput(studio, { held: { job, lease }, name, body }));
}

async function takeText(studio: Studio, request: Request, id: string): Promise<Response> {
  const { label, ...marks } = marksOf(new URL(request.url).searchParams);
  await addText(studio, id, { bytes: await readBody(request, largestText), marks, label });
  return Response.json(await showTitle(studio, id));
}

async function takePicture(studio: Studio, request: Request, { params, token }: ByteRouteContext): Promise<Response> {
  const { id = '', kind = '' } = params;
  if (kind !== 'poster' && kind !== 'backdrop') {
    throw wireErrors.error('request.invalid', { why: `${kind} is neither poster nor backdrop` });
  }
  await givePicture(studio, { id, kind, bytes: await readBody(request, largestPicture) }, token);
  return Response.json(await showTitle(studio, id));
}

async function takeNfo(studio: Studio, request: Request, { params, token }: ByteRouteContext): Promise<Response> {
  const { id = '' } = params;
  const changes = readNfo(await readBody(request, largestText));
  if (changes === undefined) throw studioErrors.error('studio.not-metadata');
  await editTitle(studio, { id, changes }, token);
  return Response.json(await showTitle(studio, id));
}

async function servePublished(
  studio: Studio,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<Response> {
  const { title = '', version = '', rendition = '', file = '' } = params;
  const found = await studio.sql.db
    .selectFrom('version_files')
    .leftJoin('renditions', (join) =>
      join
        .onRef('renditions.title', '=', 'version_files.title')
        .onRef('renditions.name', '=', 'version_files.rendition')
        .on((eb) =>
          eb.or([
            eb('renditions.media_key', '=', eb.ref('version_files.key')),
            eb('renditions.playlist_key', '=', eb.ref('version_files.key')),
          ]),
        ),
    )
    .select(['version_files.key', 'version_files.hash', 'version_files.bytes', 'renditions.kind'])
    .where('version_files.title', '=', title)
    .where('version_files.version', '=', version)
    .where('version_files.rendition', '=', rendition)
    .where('version_files.file', '=', file)
    .executeTakeFirst();
  if (found === undefined) {
    throw studioErrors.error('studio.no-such-media', { path: `${title}/${version}/${rendition}/${file}` });
  }
  const { kind, ...stored } = found;
  return serveFile(studio.objects, request, { file: stored, type: typeOf(file, kind) });
}

function typeOf(file: string, kind: string | null): string {
  if (file.endsWith('.m3u8')) return 'application/vnd.apple.mpegurl';
  if (file.endsWith('.mks')) return 'video/x-matroska';
  if (file.endsWith('.jpg')) return 'image/jpeg';
  if (file.endsWith('.vtt')) return 'text/vtt; charset=utf-8';
  return kind === 'audio' ? 'audio/mp4' : 'video/mp4';
}
