import type { Dice } from '../../../host/index.ts';
import { objectsErrors } from '../errors.ts';
import type { Multipart, ObjectBody, Objects, PutOptions } from '../index.ts';

/** Of all calls, how many meet with what. A body that is a stream cannot be sent again, so fewer of those do. */
const shares = { throttled: 0.05, unanswered: 0.03, unansweredStream: 0.01, conflict: 0.1, cut: 0.05 };

/**
 * A store that makes use of every freedom that the port leaves: calls are throttled, late, or done without an answer;
 * bodies break off; who puts under a condition meets others who do; and it is on no disk of this machine.
 */
export function trialObjects(objects: Objects, dice: Dice): Objects {
  async function begin(): Promise<void> {
    await dice.delay();
    if (dice.happens(shares.throttled)) throw objectsErrors.error('objects.throttled');
  }

  async function call<Result>(effect: () => Promise<Result>, unanswered: number = shares.unanswered): Promise<Result> {
    await begin();
    const result = await effect();
    if (dice.happens(unanswered)) throw objectsErrors.error('objects.uncertain');
    return result;
  }

  function shareOf(body: ObjectBody): number {
    return body instanceof Uint8Array ? shares.unanswered : shares.unansweredStream;
  }

  /** Breaks a body off somewhere. */
  function cut(body: ReadableStream<Uint8Array>, key: string, bytes: number): ReadableStream<Uint8Array> {
    let left = dice.pick(Math.max(1, bytes));
    const breaking = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (chunk.byteLength <= left) controller.enqueue(chunk);
        else {
          if (left > 0) controller.enqueue(chunk.subarray(0, left));
          controller.error(objectsErrors.error('objects.cut', { key }));
        }
        left -= chunk.byteLength;
      },
    });
    return body.pipeThrough(breaking);
  }

  const multipart: Multipart = {
    create: (key, options) => call(() => objects.multipart.create(key, options)),
    putPart: (key, upload, part) => call(() => objects.multipart.putPart(key, upload, part), shareOf(part.body)),
    parts: (key, upload) => call(() => objects.multipart.parts(key, upload)),
    complete: (key, upload, parts) => call(() => objects.multipart.complete(key, upload, parts)),
    abort: (key, upload) => call(() => objects.multipart.abort(key, upload)),
    uploads: (prefix) => call(() => objects.multipart.uploads(prefix)),
  };

  return {
    async put(key, body, options: PutOptions = {}) {
      const isConditional = options.ifAbsent === true || options.ifMatch !== undefined;
      if (isConditional && dice.happens(shares.conflict)) throw objectsErrors.error('objects.conflict', { key });
      return call(() => objects.put(key, body, options), shareOf(body));
    },
    async get(key, range) {
      await begin();
      const { info, body } = await objects.get(key, range);
      const bytes = range === undefined ? info.bytes : range.last - range.first + 1;
      return { info, body: dice.happens(shares.cut) ? cut(body, key, bytes) : body };
    },
    async read(key, range) {
      await begin();
      const bytes = await objects.read(key, range);
      if (dice.happens(shares.cut)) throw objectsErrors.error('objects.cut', { key });
      return bytes;
    },
    head: (key) => call(() => objects.head(key)),
    delete: (keys) => call(() => objects.delete(keys)),
    list: (prefix, page) => call(() => objects.list(prefix, page)),
    multipart,
    close: () => objects.close(),
  };
}
