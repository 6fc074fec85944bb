import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import {
  ask,
  fakeOrigin,
  firstKey,
  folder,
  generatedBytes,
  lastModified,
  signedPath,
  sliceBytes,
  startRig,
  until,
} from './fixtures.test.ts';

const media = `${folder}/media.mp4`;
const content = generatedBytes(5 * sliceBytes + 1234);

async function filmRig(options: Parameters<typeof startRig>[0] = {}) {
  const rig = await startRig(options);
  rig.origin.files.set(media, content);
  return { ...rig, path: signedPath(firstKey(rig)) };
}

suite('one origin fetch however many ask', () => {
  test('200 readers of a cold file cause one fetch a slice, and each gets the whole', async () => {
    const rig = await filmRig();
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(rig, rig.path)));
    for (const { status, body } of answers) {
      assert.equal(status, 200);
      assert.ok(body.equals(content));
    }
    const fetches = rig.origin.fetches();
    assert.equal(fetches.length, 6);
    assert.equal(new Set(fetches).size, 6);
    const status = await rig.appliance.implementation.calls.status({}, {} as never);
    assert.equal(status.requests, 200);
    assert.equal(status.bytesServed, 200 * content.length);
    assert.equal(status.originFetches, 6);
    assert.equal(status.bytesFetched, content.length);
    assert.equal(status.memoryBytes, content.length);
  });

  test('200 readers of different cold ranges cause one fetch for each slice touched', async () => {
    const rig = await filmRig();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => {
        const first = (i % 4) * sliceBytes + 1 + i;
        return ask(rig, rig.path, { headers: { range: `bytes=${first}-${first + 99}` } });
      }),
    );
    answers.forEach(({ status, body }, i) => {
      const first = (i % 4) * sliceBytes + 1 + i;
      assert.equal(status, 206);
      assert.ok(body.equals(content.subarray(first, first + 100)));
    });
    assert.equal(new Set(rig.origin.fetches()).size, rig.origin.fetches().length);
    assert.equal(rig.origin.fetches().length, 4);
  });

  test('followers are served while the slice is still arriving', async () => {
    const rig = await filmRig();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    rig.origin.gate = (_, sent) => (sent >= 16_384 ? held : undefined);
    const firstBytes = (): Promise<void> =>
      new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port: rig.appliance.port, path: rig.path, agent: false };
        send(options, (response) => response.once('data', () => resolve(response.resume() && undefined)))
          .on('error', reject)
          .end();
      });
    await Promise.all([firstBytes(), firstBytes(), firstBytes()]);
    assert.equal(rig.origin.fetches().filter((fetch) => fetch.endsWith('=0-65535')).length, 1);
    release();
  });

  test('a second read comes from memory', async () => {
    const rig = await filmRig();
    await ask(rig, rig.path);
    const before = rig.origin.requests.length;
    assert.ok((await ask(rig, rig.path)).body.equals(content));
    assert.equal(rig.origin.requests.length, before);
  });

  test('versions share the renditions that they have in common', async () => {
    const rig = await filmRig();
    await ask(rig, rig.path);
    const of = folder.replace('v1', 'v2');
    rig.origin.files.set(`${of}/media.mp4`, content);
    const before = rig.origin.fetches().length;
    const range = { range: `bytes=${sliceBytes}-${sliceBytes + 9}` };
    await ask(rig, signedPath(firstKey(rig), 'media.mp4', { of }), { method: 'HEAD' });
    const answer = await ask(rig, signedPath(firstKey(rig), 'media.mp4', { of }), { headers: range });
    assert.ok(answer.body.equals(content.subarray(sliceBytes, sliceBytes + 10)));
    assert.equal(rig.origin.fetches().length, before);
  });

  test('who reads segment by segment finds the next slice fetched ahead', async () => {
    const rig = await filmRig();
    await ask(rig, rig.path, { headers: { range: 'bytes=0-999' } });
    assert.equal(rig.origin.fetches().length, 1);
    await ask(rig, rig.path, { headers: { range: 'bytes=1000-1999' } });
    await until(() => rig.origin.fetches().length === 2);
    assert.match(rig.origin.fetches()[1] ?? '', /=65536-131071$/);
  });
});

suite('readers who go away', () => {
  /** Opens a request and breaks it off once `when` holds. */
  async function abortWhen(port: number, path: string, when: () => boolean): Promise<void> {
    const request = send({ host: '127.0.0.1', port, path, agent: false });
    request.on('error', () => undefined);
    request.end();
    await until(when);
    request.destroy();
  }

  test("a follower's abort leaves the fetch to the others", async () => {
    const rig = await filmRig();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    rig.origin.gate = () => held;
    const steady = ask(rig, rig.path);
    await abortWhen(rig.appliance.port, rig.path, () => rig.origin.requests.length > 0);
    release();
    assert.ok((await steady).body.equals(content));
    assert.equal(rig.origin.fetches().length, 6);
  });

  test("the last reader's abort ends the fetch, before and after its headers", async () => {
    for (const from of [0, 16_384]) {
      const rig = await filmRig();
      let atGate = 0;
      rig.origin.gate = (_, sent) => {
        if (sent < from) return undefined;
        atGate += 1;
        return new Promise(() => undefined);
      };
      await abortWhen(rig.appliance.port, rig.path, () => atGate > 0);
      await until(() => rig.origin.requests.every((request) => request.isCancelled()));
      rig.origin.gate = () => undefined;
      assert.ok((await ask(rig, rig.path)).body.equals(content));
    }
  });
});

suite('an origin that breaks', () => {
  test('in the middle of a slice is asked for the rest alone', async () => {
    const rig = await filmRig();
    let breaks = 0;
    rig.origin.gate = (_, sent) => {
      if (sent !== 32_768 || breaks === 1) return;
      breaks += 1;
      throw new Error('the origin broke');
    };
    assert.ok((await ask(rig, rig.path)).body.equals(content));
    const fetches = rig.origin.fetches();
    assert.equal(fetches.length, 7);
    assert.ok(fetches.some((fetch) => fetch.endsWith('=32768-65535') || fetch.endsWith('=98304-131071')));
    const status = await rig.appliance.implementation.calls.status({}, {} as never);
    assert.equal(status.bytesFetched, content.length);
  });

  test('for long is a 503 that says so, and memory is served all the same', async () => {
    const rig = await filmRig();
    await ask(rig, rig.path, { headers: { range: 'bytes=0-9' } });
    rig.origin.gate = () => {
      throw new Error('the origin is down');
    };
    assert.equal((await ask(rig, rig.path, { headers: { range: 'bytes=10-19' } })).status, 206);
    const far = await ask(rig, rig.path, { headers: { range: `bytes=${3 * sliceBytes}-` } });
    assert.equal(far.status, 503);
    assert.equal(JSON.parse(far.body.toString()).code, 'appliance.origin-unavailable');
    assert.equal(far.headers['retry-after'], '1');
  });

  test('that stalls is broken off and asked again', async () => {
    const rig = await filmRig({ config: { stallMs: 20 } });
    let stalls = 0;
    rig.origin.gate = (_, sent) => {
      if (sent !== 16_384 || stalls === 1) return undefined;
      stalls += 1;
      return new Promise(() => undefined);
    };
    assert.ok((await ask(rig, rig.path)).body.equals(content));
  });

  test('a retired version is dropped and then unknown', async () => {
    const rig = await filmRig({ config: { revalidateMs: 0 } });
    const start = { headers: { range: 'bytes=0-9' } };
    await ask(rig, rig.path, start);
    rig.origin.files.delete(media);
    const status = () => rig.appliance.implementation.calls.status({}, {} as never);
    // It is served once more while the origin is asked.
    assert.equal((await ask(rig, rig.path, start)).status, 206);
    await until(() => rig.origin.requests.some(({ method }) => method === 'HEAD'));
    let answer = await ask(rig, rig.path, start);
    while (answer.status === 206) answer = await ask(rig, rig.path, start);
    assert.equal(answer.status, 404);
    assert.equal(JSON.parse(answer.body.toString()).code, 'appliance.no-such-media');
    assert.equal((await status()).memoryBytes, 0);
  });

  test('a file that was replaced is never mixed with the one before', async () => {
    const rig = await filmRig();
    await ask(rig, rig.path, { headers: { range: 'bytes=0-9' } });
    const other = generatedBytes(content.length, 2);
    rig.origin.files.set(media, other);
    const mixed = await ask(rig, rig.path, { headers: { range: `bytes=0-${sliceBytes + 9}` } }).catch(() => 'broken');
    assert.equal(mixed, 'broken');
    assert.ok((await ask(rig, rig.path)).body.equals(other));
  });
});

suite('ranges', () => {
  test('every single range is the slice of the file that it names', async () => {
    const rig = await filmRig({ config: { sliceBytes: 1000, memoryBytes: 4000 } });
    const small = content.subarray(0, 9_500);
    rig.origin.files.set(media, small);
    const edge = fc.oneof(fc.nat(9_600), fc.constantFrom(0, 999, 1000, 1001, 9_499, 9_500, 10 ** 18));
    await fc.assert(
      fc.asyncProperty(fc.option(edge), fc.option(edge), async (first, last) => {
        const { status, headers, body } = await ask(rig, rig.path, {
          headers: { range: `bytes=${first ?? ''}-${last ?? ''}` },
        });
        if ((first === null && last === null) || (first !== null && last !== null && last < first)) {
          assert.equal(status, 200);
          return assert.ok(body.equals(small));
        }
        const from = first ?? Math.max(0, small.length - (last ?? 0));
        const to = first === null ? small.length : Math.min((last ?? Number.POSITIVE_INFINITY) + 1, small.length);
        if (from >= small.length) {
          assert.equal(status, 416);
          return assert.equal(headers['content-range'], 'bytes */9500');
        }
        assert.equal(status, 206);
        assert.equal(headers['content-range'], `bytes ${from}-${to - 1}/9500`);
        assert.equal(headers['content-length'], String(to - from));
        assert.ok(body.equals(small.subarray(from, to)));
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  test('what is no single byte range is answered whole', async () => {
    const rig = await filmRig();
    for (const range of ['bytes=0-1,5-6', 'bytes=a-b', 'items=0-1', 'bytes', 'bytes=-', 'bytes=5-2']) {
      const { status, body } = await ask(rig, rig.path, { headers: { range } });
      assert.equal(status, 200, range);
      assert.equal(body.length, content.length, range);
    }
  });

  test('a cold range beyond the end is a 416 that tells the size', async () => {
    const rig = await filmRig();
    const { status, headers } = await ask(rig, rig.path, { headers: { range: 'bytes=99999999-' } });
    assert.equal(status, 416);
    assert.equal(headers['content-range'], `bytes */${content.length}`);
  });

  test('an empty file is served as such', async () => {
    const rig = await filmRig();
    rig.origin.files.set(media, Buffer.alloc(0));
    const answer = await ask(rig, rig.path);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-length'], '0');
    assert.equal((await ask(rig, rig.path, { headers: { range: 'bytes=0-' } })).status, 416);
  });

  test('HEAD tells of the whole, moves no media and fetches none', async () => {
    const rig = await filmRig();
    const { status, headers, body } = await ask(rig, rig.path, { method: 'HEAD', headers: { range: 'bytes=0-9' } });
    assert.equal(status, 200);
    assert.equal(headers['content-length'], String(content.length));
    assert.equal(headers['accept-ranges'], 'bytes');
    assert.equal(headers['content-type'], 'video/mp4');
    assert.equal(headers['last-modified'], lastModified);
    assert.match(headers['cache-control'] ?? '', /^public, max-age=(600|599), immutable$/);
    assert.equal(body.length, 0);
    assert.deepEqual(rig.origin.fetches(), []);
  });
});

suite('stopping', () => {
  test('a running answer is finished, and nothing new is taken', async () => {
    const origin = fakeOrigin();
    const rig = await filmRig({ origin });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    origin.gate = (_, sent) => (sent > 0 ? held : undefined);
    const running = ask(rig, rig.path);
    await until(() => origin.requests.length > 0);
    const stopped = rig.appliance.stop();
    await assert.rejects(ask(rig, rig.path));
    release();
    assert.ok((await running).body.equals(content));
    await stopped;
  });
});
