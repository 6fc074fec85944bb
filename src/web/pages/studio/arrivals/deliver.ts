import { BijouError, systemClock } from '../../../../kit/index.ts';
import { studio } from '../../../api/studio.ts';
import { isTrouble } from '../library/list.ts';
import { readDetails } from './details.ts';
import type { Sidecar } from './sidecars.ts';

/** How often it is tried again where the title is not ready for it yet. */
const pauseMs = 3_000;

/**
 * Brings what lay beside a film to its title. Subtitles wait until the film has been planned. Throws BijouErrors:
 * those of the routes, and the title's own where it comes to nothing.
 */
export async function deliver(title: string, sidecar: Sidecar, signal?: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await send(title, sidecar);
      return;
    } catch (error) {
      const early = error instanceof BijouError && error.retry !== 'never';
      if (!early || isTrouble(await studio.calls.title({ id: title }))) throw error;
      await systemClock.sleep(pauseMs, signal);
    }
  }
}

async function send(title: string, sidecar: Sidecar): Promise<void> {
  switch (sidecar.kind) {
    case 'text':
      return sendText(title, sidecar);
    case 'artwork':
      return sendArtwork(title, sidecar.artwork, sidecar.file);
    case 'details': {
      const edit = readDetails(await sidecar.file.text());
      if (edit !== undefined) await studio.calls.edit({ id: title, ...edit });
    }
  }
}

export interface TextFile {
  readonly file: File;
  readonly language: string | undefined;
  readonly label?: string | undefined;
  readonly forced: boolean;
}

export async function sendText(title: string, { file, language, label, forced }: TextFile): Promise<void> {
  await studio.bytes('text', {
    method: 'PUT',
    params: { id: title },
    query: {
      filename: file.name,
      ...(language === undefined ? {} : { language }),
      ...(label === undefined || label === '' ? {} : { label }),
      ...(forced ? { forced: 'true' } : {}),
    },
    body: await bodyOf(file),
  });
}

export async function sendArtwork(title: string, kind: 'poster' | 'backdrop', file: File): Promise<void> {
  const body = await bodyOf(file);
  const headers = { 'content-type': file.type === '' ? 'application/octet-stream' : file.type };
  await studio.bytes('artwork', { method: 'PUT', params: { id: title, kind }, headers, body });
}

async function bodyOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}
