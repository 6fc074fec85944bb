import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { silentLogger } from '../../host/index.ts';
import { systemClock, systemRandom } from '../../kit/index.ts';
import { openSourceListener, type SourceListener } from './source-listener.ts';
import { fakeStudio } from './testing/fake-studio.ts';

const studio = fakeStudio();
const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 251);
const hash = studio.addSource(bytes);
let listener: SourceListener;

before(async () => {
  const { client } = studio;
  listener = await openSourceListener({
    studio: client,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  });
});
after(() => listener.close());

function open() {
  return listener.open(hash, new AbortController().signal);
}

test('a whole source, a range, a tail and its size are answered as HTTP has it', async () => {
  const { address } = open();
  const whole = await fetch(address);
  assert.equal(whole.status, 200);
  assert.deepEqual(new Uint8Array(await whole.arrayBuffer()), bytes);

  const range = await fetch(address, { headers: { range: 'bytes=1000-1999' } });
  assert.equal(range.status, 206);
  assert.equal(range.headers.get('content-range'), 'bytes 1000-1999/3000000');
  assert.deepEqual(new Uint8Array(await range.arrayBuffer()), bytes.slice(1000, 2000));

  const tail = await fetch(address, { headers: { range: 'bytes=-10' } });
  assert.equal(tail.headers.get('content-range'), 'bytes 2999990-2999999/3000000');

  const beyond = await fetch(address, { headers: { range: 'bytes=3000000-' } });
  assert.equal(beyond.status, 416);
  assert.equal(beyond.headers.get('content-range'), 'bytes */3000000');

  const head = await fetch(address, { method: 'HEAD' });
  assert.equal(head.headers.get('content-length'), '3000000');
  assert.equal(head.headers.get('accept-ranges'), 'bytes');
});

test('a source is at no address that can be guessed, and gone when the job ends', async () => {
  const source = open();
  assert.match(source.address, /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/source$/);
  assert.equal((await fetch(source.address.replace(/[0-9a-f]{32}/, '0'.repeat(32)))).status, 404);
  source.close();
  assert.equal((await fetch(source.address)).status, 404);
});

test('hanging up ends what is read from the studio', async () => {
  // More than sockets hold.
  const long = studio.addSource(new Uint8Array(60_000_000));
  const hangUp = new AbortController();
  const { address } = listener.open(long, new AbortController().signal);
  const response = await fetch(address, { signal: hangUp.signal });
  await response.body?.getReader().read();
  assert.equal(studio.openSources(), 1);
  hangUp.abort();
  while (studio.openSources() > 0) await systemClock.sleep(5);
});
