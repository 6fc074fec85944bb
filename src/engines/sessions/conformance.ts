import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { moduleBeside, startKillable } from '../../host/index.ts';
import { type Clock, hasCode, type JsonValue, systemClock } from '../../kit/index.ts';
import type { Item, Sessions } from './index.ts';
import type { SessionsAdapter } from './testing/adapter.ts';
import { leases } from './testing/contest.ts';
import { killCounting } from './testing/kill.ts';
import { steps } from './testing/model.ts';

/** What every adapter of the sessions port promises. */
export function conformance(adapter: SessionsAdapter): void {
  const { name } = adapter;
  const needsAnswers = adapter.capabilities.answers
    ? {}
    : { skip: 'an answer may be lost, and what was taken with it' };

  async function opened(t: TestContext) {
    const { place, remove } = await adapter.newPlace();
    let passed = 0;
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + passed };
    const sessions = await adapter.open(place, { clock });
    t.after(async () => {
      await sessions.close();
      await remove();
    });
    return { sessions, place, now: clock.now, pass: (ms: number) => (passed += ms) };
  }

  test(`${name}: an item comes back as it was put, and another key's does not`, async (t) => {
    const { sessions, now } = await opened(t);
    const values: JsonValue[] = [null, 0, '', 'é\u0000🎬', [1, [2]], { a: { b: null } }, { long: 'x'.repeat(390_000) }];
    const expiresAt = now() + 60_000;
    for (const [n, value] of values.entries()) {
      const place = { partition: 'p', key: `k${n}` };
      const put = await sessions.put(place, value, { expiresAt });
      assert.ok(put.stored);
      assert.deepEqual(await sessions.get(place), { key: place.key, value, version: put.version, expiresAt });
    }
    assert.equal(await sessions.get({ partition: 'q', key: 'k0' }), undefined);
    assert.equal(await sessions.get({ partition: 'p', key: 'k' }), undefined);
  });

  test(`${name}: what is too large, or has no name, is refused with a sentence`, async (t) => {
    const { sessions } = await opened(t);
    const put = (key: string, value: JsonValue) => sessions.put({ partition: 'p', key }, value);
    await assert.rejects(put('k', 'x'.repeat(400_000)), (error) => hasCode(error, 'sessions.too-large'));
    for (const key of ['', 'x'.repeat(1025), '\ud800'])
      await assert.rejects(put(key, 1), (error) => hasCode(error, 'sessions.refused'));
  });

  test(`${name}: conditions, expiry, taking and epochs hold as in a plain model of them`, async (t) => {
    const { sessions, now, pass } = await opened(t);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const partition = `run ${run++}`;
        const model = new Map<string, Item>();
        const versions = ['never'];
        let epoch = 0;
        for (const step of taken) {
          const { key } = step;
          const place = { partition, key };
          for (const [each, { expiresAt }] of model) if (expiresAt !== null && expiresAt <= now()) model.delete(each);
          const known = model.get(key);
          if (step.act === 'pass') pass(step.seconds * 1000);
          if (step.act === 'get') assert.deepEqual(await sessions.get(place), known);
          if (step.act === 'take') {
            const item = await sessions.take(place);
            if (adapter.capabilities.answers || item !== undefined) assert.deepEqual(item, known);
            model.delete(key);
          }
          if (step.act === 'delete') {
            const version = step.version === undefined ? undefined : versions.at(-1 - (step.version % versions.length));
            const goes = version === undefined || known === undefined || known.version === version;
            assert.equal(await sessions.delete(place, version === undefined ? {} : { version }), goes);
            if (goes) model.delete(key);
          }
          if (step.act === 'raise') {
            const raised = await sessions.raiseEpoch(partition);
            assert.ok(raised > epoch);
            epoch = raised;
          }
          if (step.act === 'put') {
            const version = versions.at(-1 - ((step.version ?? 0) % versions.length)) ?? '';
            const condition = step.version === undefined ? step.absent && 'absent' : { version };
            const expiresAt = step.seconds === undefined ? null : now() + step.seconds * 1000;
            const put = await sessions.put(place, step.value, {
              ...(condition ? { if: condition } : {}),
              ...(expiresAt === null ? {} : { expiresAt }),
              ...(step.epoch === undefined ? {} : { epoch: epoch - step.epoch }),
            });
            const itemFits =
              step.version !== undefined ? known?.version === version : !step.absent || known === undefined;
            const epochFits = step.epoch === undefined || step.epoch === 0;
            assert.equal(put.stored, itemFits && epochFits);
            if (put.stored) {
              model.set(key, { key, value: step.value, version: put.version, expiresAt });
              versions.push(put.version);
            } else assert.deepEqual([put.because, put.item], [epochFits ? 'item' : 'epoch', known]);
          }
        }
        const sorted = [...model.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
        const living = sorted.filter(({ expiresAt }) => expiresAt === null || expiresAt > now());
        assert.deepEqual(await listed(sessions, partition), living);
        assert.deepEqual(
          await listed(sessions, partition, 'b'),
          living.filter(({ key }) => key.startsWith('b')),
        );
        assert.equal(await sessions.epoch(partition), epoch);
      }),
      { numRuns: 25 },
    );
  });

  test(`${name}: a put that is repeated with its token is found to be stored, until another takes its place`, async (t) => {
    const { sessions } = await opened(t);
    const place = { partition: 'p', key: 'k' };
    const put = () => sessions.put(place, 'mine', { if: 'absent', token: 'token-1' });
    for (const _ of [1, 2]) assert.deepEqual(await put(), { stored: true, version: 'token-1' });
    await sessions.put(place, 'theirs', { if: { version: 'token-1' } });
    const late = await put();
    assert.equal(late.stored, false);
    assert.equal(late.item?.value, 'theirs');
  });

  test(`${name}: a put that was stored before its epoch ended is found, and one that was not is shown what stands`, async (t) => {
    const { sessions } = await opened(t);
    const place = { partition: 'p', key: 'k' };
    const put = () => sessions.put(place, 'mine', { if: 'absent', token: 'token-1', epoch: 0 });
    assert.deepEqual(await put(), { stored: true, version: 'token-1' });
    await sessions.raiseEpoch('p');
    assert.deepEqual(await put(), { stored: true, version: 'token-1' });
    const late = await sessions.put(place, 'other', { token: 'token-2', epoch: 0 });
    assert.ok(!late.stored && late.because === 'epoch' && late.item?.value === 'mine');
    assert.ok((await sessions.put(place, 'other', { token: 'token-2', epoch: 1 })).stored);
  });

  test(`${name}: the largest item may have the longest names`, async (t) => {
    const { sessions, now } = await opened(t);
    const place = { partition: 'ß'.repeat(512), key: 'k'.repeat(1024) };
    const value = 'x'.repeat(400_000 - 2);
    const token = 'é'.repeat(512);
    for (const epoch of [{}, { epoch: 0 }]) {
      assert.ok((await sessions.put(place, value, { token, expiresAt: now() + 60_000, ...epoch })).stored);
      assert.equal((await sessions.get(place))?.value, value);
      assert.equal((await sessions.take(place))?.version, token);
    }
  });

  test(`${name}: many large items of a partition are listed, and prefixes end where they should`, async (t) => {
    const { sessions } = await opened(t);
    const value = 'x'.repeat(390_000);
    const keys = ['a#1', 'a#2', 'a#\u{10ffff}', 'a#\u{10ffff}\u{10ffff}', 'a$', 'b', '\ud7ff1', '\ue000'];
    for (const key of keys) await sessions.put({ partition: 'p', key }, value);
    const listedKeys = async (prefix: string) => (await listed(sessions, 'p', prefix)).map(({ key }) => key);
    assert.deepEqual(await listedKeys(''), keys);
    assert.deepEqual(await listedKeys('a#'), keys.slice(0, 4));
    assert.deepEqual(await listedKeys('a#\u{10ffff}'), keys.slice(2, 4));
    assert.deepEqual(await listedKeys('\ud7ff'), ['\ud7ff1']);
    const page = await sessions.list('p', { limit: 100 });
    assert.ok(page.next !== undefined && page.items.length < keys.length, `${page.items.length} at once`);
  });

  test(`${name}: of many who take, one receives; of many who raise an epoch, each another`, needsAnswers, async (t) => {
    const { sessions, place } = await opened(t);
    const others = await adapter.open(place);
    t.after(() => others.close());
    const both = [sessions, others, sessions, others, sessions, others];
    for (let n = 0; n < 20; n += 1) {
      const once = { partition: 'p', key: `reset ${n}` };
      await sessions.put(once, n);
      const taken = await Promise.all(both.map((each) => each.take(once)));
      assert.deepEqual(
        taken.flatMap((item) => item?.value ?? []),
        [n],
      );
    }
    const raised = await Promise.all(both.map((each) => each.raiseEpoch('p')));
    assert.deepEqual(
      raised.toSorted((one, other) => one - other),
      [1, 2, 3, 4, 5, 6],
    );
  });

  test(`${name}: sign-ins that race with the end of all sessions leave none behind`, async (t) => {
    const { sessions } = await opened(t);
    const signIn = async (n: number) => {
      const epoch = await sessions.epoch('account');
      await sessions.put({ partition: 'account', key: `session#${n}` }, { n }, { epoch });
    };
    const early = Array.from({ length: 20 }, (_, n) => signIn(n));
    const began = await sessions.epoch('account');
    await sessions.raiseEpoch('account');
    const late = Array.from({ length: 20 }, (_, n) =>
      sessions.put({ partition: 'account', key: `late#${n}` }, { n }, { epoch: began }),
    );
    assert.ok((await Promise.all(late)).every(({ stored }) => !stored));
    await Promise.all(early);
    for (const { key, version } of await listed(sessions, 'account')) {
      const gone = await sessions.delete({ partition: 'account', key }, { version });
      assert.ok(gone);
    }
    assert.deepEqual(await listed(sessions, 'account'), []);
  });

  test(`${name}: of ten who claim a lease from two processes, one has it`, async (t) => {
    const { place } = await opened(t);
    const child = moduleBeside(import.meta.url, './testing/child');
    const children = ['x', 'y'].map((who) => startKillable(child, [adapter.module, place, 'claim', who]));
    assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0]);
    const won = children.flatMap(({ lines }) => lines.filter((line) => line.startsWith('won ')));
    const expected = Array.from({ length: leases }, (_, n) => `won ${n}`);
    assert.deepEqual(won.toSorted(), expected.toSorted());
  });

  test(`${name}: kill -9 loses no item that was acknowledged`, async (t) => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    t.diagnostic(`seed ${seed}`);
    const { place, remove } = await adapter.newPlace();
    t.after(remove);
    await killCounting(adapter, { place, rounds: 2, seed });
  });
}

/** All of a partition, by small pages. */
async function listed(sessions: Sessions, partition: string, prefix = ''): Promise<Item[]> {
  const items: Item[] = [];
  for (let after: string | undefined; ; ) {
    const page = await sessions.list(partition, { prefix, limit: 3, after });
    assert.ok(page.items.length <= 3);
    items.push(...page.items);
    if (page.next === undefined) return items;
    after = page.next;
  }
}
