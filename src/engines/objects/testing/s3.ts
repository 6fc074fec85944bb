import { randomBytes } from 'node:crypto';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { retryObjects } from '../../../platform/engines/retry-objects.ts';
import { realOptions } from '../../connection/testing/real.ts';
import type { Objects } from '../index.ts';
import { openS3Objects } from '../s3/open.ts';
import { type S3Options, s3Options } from '../s3/options.ts';
import type { ObjectsAdapter, ObjectsCapabilities } from './adapter.ts';

/** The options of a server that runs for tests, with a prefix of one's own. */
export function optionsOf(server: string, more: Record<string, unknown> = {}): S3Options {
  const { adapter: _, ...options } = realOptions(server);
  return s3Options.parse({ ...options, ...more });
}

/** A place nobody else has. */
export function newPrefix(): string {
  return `t-${randomBytes(9).toString('hex')}/`;
}

export async function empty(objects: Objects): Promise<void> {
  for (const { key, upload } of await objects.multipart.uploads('')) await objects.multipart.abort(key, upload);
  for (;;) {
    const page = await objects.list('');
    if (page.length === 0) return;
    await objects.delete(page.map(({ key }) => key));
  }
}

export function openServer(options: S3Options): Promise<Objects> {
  return openS3Objects({ options, clock: systemClock, random: systemRandom, logger: silentLogger });
}

/** A server as the conformance suite opens it, with the retries that services have before it. */
function adapterOf(server: string, can: Pick<ObjectsCapabilities, 'ordered' | 'lastPart'>): ObjectsAdapter {
  return {
    name: `objects/s3 (${server})`,
    capabilities: { takeIn: false, presign: true, snapshots: false, ...can },
    async newPlace() {
      const place = newPrefix();
      return {
        place,
        async remove() {
          const objects = await openServer(optionsOf(server, { prefix: place, partBytes: 5 * 2 ** 20 }));
          await empty(objects);
          await objects.close();
        },
      };
    },
    async open(place) {
      const objects = await openServer(optionsOf(server, { prefix: place, partBytes: 5 * 2 ** 20 }));
      return retryObjects(objects, { clock: systemClock, random: systemRandom });
    },
  };
}

/** Its keys lie in folders, and are told in their order; a part is told each time that it came, within the same second. */
export const seaweedfs = adapterOf('seaweedfs', { ordered: false, lastPart: false });
export const versitygw = adapterOf('versitygw', { ordered: true, lastPart: true });
