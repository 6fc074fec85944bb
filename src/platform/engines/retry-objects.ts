import { objectsErrors } from '../../engines/objects/errors.ts';
import type { ByteRange, Multipart, ObjectBody, Objects, PutOptions } from '../../engines/objects/index.ts';
import { hasCode, isTransient } from '../../kit/index.ts';
import { type Call, type CallPorts, engineCalls } from './calls.ts';
import { unbroken } from './unbroken.ts';

/**
 * A store whose transient errors are tried again: but not a conditional put in doubt, nor a stream that has begun to flow.
 * A body that breaks off goes on where it was, as long as the object is the same.
 */
export function retryObjects(objects: Objects, ports: CallPorts): Objects {
  const call = engineCalls(ports);

  async function get(key: string, range?: ByteRange): ReturnType<Objects['get']> {
    const { info, body } = await call('get', () => objects.get(key, range));
    const { first, last } = range ?? { first: 0, last: info.bytes - 1 };
    async function resume(from: number): Promise<ReadableStream<Uint8Array>> {
      const rest = await call('get', () => objects.get(key, { first: from, last }));
      if (rest.info.etag === info.etag) return rest.body;
      await rest.body.cancel();
      throw objectsErrors.error('objects.replaced', { key });
    }
    return { info, body: unbroken(body, { first, last, resume }) };
  }

  const { takeIn, space, multipart } = objects;
  return {
    ...objects,
    put: (key, body, options = {}) =>
      sendBody(call, body, { name: 'put', send: (one) => objects.put(key, one, options), ...options }),
    get,
    read: (key, range) => call('read', () => objects.read(key, range)),
    head: (key) => call('head', () => objects.head(key)),
    delete: (keys) => call('delete', () => objects.delete(keys)),
    list: (prefix, page) => call('list', () => objects.list(prefix, page)),
    multipart: retryMultipart(multipart, { objects, call }),
    ...(takeIn && { takeIn: (key, path) => call('takeIn', () => takeIn(key, path)) }),
    ...(space && { space: () => call('space', () => space()) }),
  };
}

function retryMultipart(
  multipart: Multipart,
  { objects, call }: { readonly objects: Objects; readonly call: Call },
): Multipart {
  return {
    create: (key, options) => call('create', () => multipart.create(key, options)),
    putPart: (key, upload, part) =>
      sendBody(call, part.body, { name: 'putPart', send: (body) => multipart.putPart(key, upload, { ...part, body }) }),
    parts: (key, upload) => call('parts', () => multipart.parts(key, upload)),
    async complete(key, upload, parts) {
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
      let inDoubt = false;
      return call('complete', async () => {
        try {
          return await multipart.complete(key, upload, parts);
        } catch (error) {
          // What was joined although nobody heard of it is no upload any more.
          const whole = inDoubt && hasCode(error, 'objects.no-such-upload') ? await objects.head(key) : undefined;
          if (whole?.bytes === bytes) return whole;
          inDoubt ||= hasCode(error, 'objects.uncertain');
          throw error;
        }
      });
    },
    abort: (key, upload) => call('abort', () => multipart.abort(key, upload)),
    uploads: (prefix) => call('uploads', () => multipart.uploads(prefix)),
  };
}

interface Sending<Result> extends Pick<PutOptions, 'ifAbsent' | 'ifMatch'> {
  readonly name: string;
  send(body: ObjectBody): Promise<Result>;
}

async function sendBody<Result>(
  call: Call,
  body: ObjectBody,
  { name, send, ifAbsent, ifMatch }: Sending<Result>,
): Promise<Result> {
  const isConditional = ifAbsent === true || ifMatch !== undefined;
  const mayRepeat = (error: unknown) => isTransient(error) && !(isConditional && hasCode(error, 'objects.uncertain'));
  if (body instanceof Uint8Array) return call(name, () => send(body), { again: mayRepeat });
  const source = untouched(body);
  try {
    return await call(name, () => send(source.stream()), { again: (error) => mayRepeat(error) && !source.isTouched() });
  } catch (error) {
    // Whoever hands over a body does not look after it any more.
    if (!source.isTouched()) await body.cancel(error).catch(() => undefined);
    throw error;
  }
}

/** Streams over one source; as long as nothing was read of the first, the second is as good. */
function untouched(body: ReadableStream<Uint8Array>): { stream(): ReadableStream<Uint8Array>; isTouched(): boolean } {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  return {
    isTouched: () => reader !== undefined,
    stream: () =>
      new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            reader ??= body.getReader();
            const { done, value } = await reader.read();
            if (done) controller.close();
            else controller.enqueue(value);
          },
          cancel: (reason) => reader?.cancel(reason),
        },
        { highWaterMark: 0 },
      ),
  };
}
