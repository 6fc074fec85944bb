import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  ask,
  firstKey,
  folder,
  generatedBytes,
  lastModified,
  type Rig,
  signedPath,
  startRig,
} from './fixtures.test.ts';

const content = generatedBytes(5_000);
const earlier = 'Mon, 04 Mar 2024 10:00:00 GMT';
const later = 'Wed, 06 Mar 2024 10:00:00 GMT';

async function conditionRig(): Promise<{ rig: Rig; path: string; etag: string }> {
  const rig = await startRig();
  rig.origin.files.set(`${folder}/media.mp4`, content);
  const path = signedPath(firstKey(rig));
  const { headers } = await ask(rig, path, { method: 'HEAD' });
  assert.match(headers.etag ?? '', /^"[0-9a-f]{64}"$/);
  return { rig, path, etag: headers.etag ?? '' };
}

suite('conditional requests follow RFC 9110, 13', () => {
  test('each condition, alone and with others', async () => {
    const { rig, path, etag } = await conditionRig();
    const cases: [headers: Record<string, string>, status: number][] = [
      [{ 'if-none-match': etag }, 304],
      [{ 'if-none-match': `W/${etag}` }, 304],
      [{ 'if-none-match': `"other", ${etag}` }, 304],
      [{ 'if-none-match': '*' }, 304],
      [{ 'if-none-match': '"other"' }, 200],
      [{ 'if-modified-since': lastModified }, 304],
      [{ 'if-modified-since': later }, 304],
      [{ 'if-modified-since': 'Tuesday, 05-Mar-24 10:00:00 GMT' }, 304],
      [{ 'if-modified-since': 'Tue Mar  5 10:00:00 2024' }, 304],
      [{ 'if-modified-since': earlier }, 200],
      [{ 'if-modified-since': 'yesterday' }, 200],
      // The tag decides where both are sent.
      [{ 'if-none-match': '"other"', 'if-modified-since': later }, 200],
      [{ 'if-none-match': etag, 'if-modified-since': earlier }, 304],
      [{ 'if-match': etag }, 200],
      [{ 'if-match': '*' }, 200],
      [{ 'if-match': `W/${etag}` }, 412],
      [{ 'if-match': '"other"' }, 412],
      [{ 'if-unmodified-since': lastModified }, 200],
      [{ 'if-unmodified-since': earlier }, 412],
      [{ 'if-match': etag, 'if-unmodified-since': earlier }, 200],
      [{ 'if-match': etag, 'if-none-match': etag }, 304],
      // A condition comes before the range.
      [{ 'if-none-match': etag, range: 'bytes=0-9' }, 304],
      [{ range: 'bytes=0-9', 'if-range': etag }, 206],
      [{ range: 'bytes=0-9', 'if-range': `W/${etag}` }, 200],
      [{ range: 'bytes=0-9', 'if-range': '"other"' }, 200],
      [{ range: 'bytes=0-9', 'if-range': lastModified }, 206],
      [{ range: 'bytes=0-9', 'if-range': later }, 200],
      [{ range: 'bytes=9999-', 'if-range': '"other"' }, 200],
    ];
    for (const [headers, status] of cases) {
      const answer = await ask(rig, path, { headers });
      assert.equal(answer.status, status, JSON.stringify(headers));
      const length = status === 200 ? content.length : status === 206 ? 10 : undefined;
      if (length !== undefined) assert.equal(answer.body.length, length);
      if (status === 304) assert.equal(answer.body.length, 0);
      if (status !== 412) assert.equal(answer.headers.etag, etag);
    }
  });
});
