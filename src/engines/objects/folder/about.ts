import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectHead, ObjectInfo } from '../index.ts';
import type { Drafts } from './drafts.ts';
import type { Layout } from './layout.ts';

export type About = Pick<ObjectHead, 'contentType' | 'metadata' | 'sha256'>;

/**
 * What is known of an object beyond its bytes: a file beside, named after its key and etag and written before the object
 * appears, so that the two are never of different puts. Objects of which there is nothing to say have none.
 */
export interface Abouts {
  /** Of an object that is about to appear. */
  write(info: ObjectInfo, about: About): Promise<void>;
  read(info: ObjectInfo): Promise<About>;
  forget(info: ObjectInfo): Promise<void>;
}

const nothing: About = { metadata: {} };

export function abouts(layout: Layout, drafts: Pick<Drafts, 'write' | 'place'>): Abouts {
  // Keys are longer than names of files may be.
  const fileOf = ({ key, etag }: ObjectInfo): string =>
    join(layout.abouts, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}~${etag}.json`);

  return {
    async write(info, about) {
      const { contentType, metadata, sha256 } = about;
      if (contentType === undefined && sha256 === undefined && Object.keys(metadata).length === 0) return;
      await drafts.place(await drafts.write(new TextEncoder().encode(JSON.stringify(about))), fileOf(info));
    },
    read: (info) =>
      readFile(fileOf(info), 'utf8').then(
        (text) => JSON.parse(text) as About,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return nothing;
          throw error;
        },
      ),
    forget: (info) => rm(fileOf(info), { force: true }),
  };
}
