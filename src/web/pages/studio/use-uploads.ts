import { useEffect, useRef, useState } from 'preact/hooks';
import { Upload as TusUpload } from 'tus-js-client';
import { owner, uploadAddress } from '../../api.ts';
import { nameOfFile } from './file-name.ts';

/** A file on its way to the studio. */
export interface UploadState {
  readonly id: number;
  readonly name: string;
  readonly sent: number;
  readonly size: number;
  /** The way was lost for now; it is being tried again. */
  readonly held: boolean;
  readonly why: string | undefined;
}

export interface Uploads {
  readonly list: readonly UploadState[];
  readonly add: (files: Iterable<File>) => void;
  readonly stop: (id: number) => void;
}

/** Waits between attempts; the last is repeated for as long as the page is open. */
const retryDelays = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** Sends files by tus: an upload goes on where it stopped, also after a reload when the same file is chosen again. */
export function useUploads(onArrived: () => void): Uploads {
  const [list, setList] = useState<readonly UploadState[]>([]);
  const running = useRef(new Map<number, TusUpload>());
  const next = useRef(1);

  function change(id: number, news: Partial<UploadState>): void {
    setList((before) => before.map((one) => (one.id === id ? { ...one, ...news } : one)));
  }

  function drop(id: number): void {
    running.current.delete(id);
    setList((before) => before.filter((one) => one.id !== id));
  }

  async function send(file: File): Promise<void> {
    const id = next.current++;
    const name = nameOfFile(file.name);
    setList((before) => [...before, { id, name, sent: 0, size: file.size, held: false, why: undefined }]);
    const upload = new TusUpload(file, {
      endpoint: uploadAddress,
      metadata: { filename: file.name, name },
      retryDelays,
      removeFingerprintOnSuccess: true,
      onBeforeRequest(request) {
        const token = owner.token();
        if (token !== undefined) request.setHeader('Authorization', `Bearer ${token}`);
      },
      onShouldRetry(error) {
        const status = error.originalResponse?.getStatus() ?? 0;
        change(id, { held: true });
        return status < 400 || status >= 500 || status === 409 || status === 423;
      },
      onProgress: (sent) => change(id, { sent, held: false }),
      onError: (error) => change(id, { why: error.message, held: false }),
      onSuccess: () => {
        drop(id);
        onArrived();
      },
    });
    running.current.set(id, upload);
    const [earlier] = await upload.findPreviousUploads();
    if (earlier !== undefined) upload.resumeFromPreviousUpload(earlier);
    upload.start();
  }

  useEffect(() => {
    const uploads = running.current;
    return () => {
      for (const upload of uploads.values()) void upload.abort();
    };
  }, []);

  return {
    list,
    add: (files) => {
      for (const file of files) void send(file);
    },
    stop: (id) => {
      void running.current.get(id)?.abort(true);
      drop(id);
    },
  };
}
