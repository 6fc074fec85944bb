import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventStreams } from './event-streams.ts';

const events = () =>
  new Response(
    new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array([58, 10])) }),
    {
      headers: { 'content-type': 'text/event-stream' },
    },
  );

test('one who has too many streams open gets no more until some are closed; others are not kept waiting by them', async () => {
  const streams = eventStreams();
  const open: Response[] = [];
  for (let answer = streams.watch(events(), () => 'anna'); answer.ok; answer = streams.watch(events(), () => 'anna')) {
    assert.ok(open.length < 1000, 'there is a limit');
    open.push(answer);
  }
  assert.equal(streams.watch(events(), () => 'anna').status, 429);
  assert.equal(streams.watch(events(), () => 'ben').status, 200);
  assert.equal(streams.watch(Response.json({}), () => 'anna').status, 200, 'whatever has an end is no stream');
  await open.pop()?.body?.cancel();
  assert.equal(streams.watch(events(), () => 'anna').status, 200);
  assert.equal(streams.watch(events(), () => 'anna').status, 429);
  streams.endAll();
  assert.equal(streams.watch(events(), () => 'anna').status, 200, 'ended streams count no more');
});
