import type { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/utils';
import type { Studio } from '../studio.ts';
import { type newRunningHash, partWriter } from './part-writer.ts';
import type { RunningHashes } from './running-hashes.ts';
import { createUpload, endUpload, uploadRow } from './upload-rows.ts';

/** Uploads of tus as rows in sql and parts in objects. */
export class TusStore extends DataStore {
  readonly #studio: Studio;
  readonly #hashes: RunningHashes;

  constructor(studio: Studio, hashes: RunningHashes) {
    super();
    this.#studio = studio;
    this.#hashes = hashes;
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  override async create(upload: Upload): Promise<Upload> {
    const { id, size = 0, metadata = {} } = upload;
    const row = await createUpload(this.#studio, { id, size, metadata });
    if (row.size !== size) throw ERRORS.INVALID_LENGTH;
    upload.offset = row.received;
    return upload;
  }

  override async remove(id: string): Promise<void> {
    this.#hashes.forget(id);
    await endUpload(this.#studio, await uploadRow(this.#studio.sql.db, id));
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const row = await uploadRow(this.#studio.sql.db, id);
    if (row.received !== offset) throw ERRORS.INVALID_OFFSET;
    const running = this.#hashes.take(id, offset);
    const writer = await partWriter(this.#studio, row, running);
    try {
      for await (const chunk of stream) await writer.push(chunk as Uint8Array);
    } catch (error) {
      // What did arrive is kept, however the connection ended.
      await this.#settle(id, { writer, running });
      throw error;
    }
    return this.#settle(id, { writer, running });
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await uploadRow(this.#studio.sql.db, id);
    return new Upload({
      id,
      size: row.size,
      offset: row.received,
      metadata: JSON.parse(row.metadata) as Record<string, string | null>,
      creation_date: new Date(row.created_at).toISOString(),
    });
  }

  async #settle(
    id: string,
    {
      writer,
      running,
    }: { writer: Awaited<ReturnType<typeof partWriter>>; running: ReturnType<typeof newRunningHash> | undefined },
  ): Promise<number> {
    const offset = await writer.settle();
    if (running?.bytes === offset) this.#hashes.put(id, running);
    return offset;
  }
}
