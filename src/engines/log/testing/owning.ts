import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moduleBeside, startKillable } from '../../../host/index.ts';
import { hasCode } from '../../../kit/index.ts';
import type { Membership, Owned } from '../index.ts';
import { type LogAdapter, readAll, rig, until, valuesOf } from './rig.ts';

const isNotOwner = (error: unknown) => hasCode(error, 'log.not-owner');

/** Who reads what, and what is refused to whom it was taken from. */
export function owningCases(adapter: LogAdapter): void {
  const { placed, opened } = rig(adapter);
  const name = `log/${adapter.name}`;

  /** Claims for all until each partition has exactly one owner among them; resolves to what each owns. */
  async function settled(members: readonly Membership[], partitions: number): Promise<readonly (readonly Owned[])[]> {
    let owned: (readonly Owned[])[] = [];
    await until(async () => {
      owned = [];
      for (const member of members) owned.push(await member.claim());
      const all = owned.flat().map(({ partition }) => partition);
      const isFair = owned.every(({ length }) => length >= Math.floor(partitions / members.length));
      return isFair && all.length === partitions && new Set(all).size === partitions;
    });
    return owned;
  }

  test(`${name}: who reads alone reads all, and who joins gets a fair share`, async (t) => {
    const log = await opened(t);
    const partitions = await log.partitions('x');
    const first = await log.join('x', 'r');
    const [all = []] = await settled([first], partitions);
    assert.equal(all.length, partitions);
    const second = await log.join('x', 'r');
    await settled([first, second], partitions);
    const other = await log.join('x', 'another reader');
    const [others = []] = await settled([other], partitions);
    assert.equal(others.length, partitions, 'readers do not take from each other');
    await second.leave();
    await settled([first], partitions);
  });

  test(`${name}: what was marked is where the next owner goes on, and how far the reader has come`, async (t) => {
    const log = await opened(t);
    await log.append(
      'x',
      ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, value: key })),
    );
    const behind = async () => (await log.lag('x', 'r')).reduce((sum, each) => sum + each.behind, 0);
    assert.ok((await behind()) >= 5);
    assert.ok((await log.lag('x', 'r')).every(({ next }) => next === undefined));
    const first = await log.join('x', 'r');
    const ends = new Map<number, number>();
    await until(async () => {
      for (const owned of await first.claim()) {
        const { end } = await log.bounds('x', owned.partition);
        // Lost in the middle, as any owner may: the next claim tells.
        await first.mark(owned, end).then(
          () => ends.set(owned.partition, end),
          (error) => assert.ok(isNotOwner(error)),
        );
      }
      return ends.size === (await log.partitions('x'));
    });
    assert.equal(await behind(), 0);
    await first.leave();
    const second = await log.join('x', 'r');
    const [owned = []] = await settled([second], ends.size);
    for (const { partition, next } of owned) assert.equal(next, ends.get(partition));
  });

  test(`${name}: who lost a partition can neither mark nor append for it, whoever has it now`, async (t) => {
    const log = await opened(t);
    const partitions = await log.partitions('x');
    const first = await log.join('x', 'r');
    const [before = []] = await settled([first], partitions);
    await first.leave();
    const second = await log.join('x', 'r');
    const [after = []] = await settled([second], partitions);
    for (const old of before) {
      const now = after.find(({ partition }) => partition === old.partition);
      assert.ok((now?.epoch ?? 0) > old.epoch, 'epochs rise');
      await assert.rejects(first.mark(old, 7), isNotOwner);
      await assert.rejects(first.append(old, 'y', [{ key: 'k', value: 'of a zombie' }]), isNotOwner);
    }
    assert.deepEqual(await readAll(log, 'y'), []);
    assert.ok((await log.lag('x', 'r')).every(({ next }) => next === undefined));
    await until(async () => {
      const [owned] = await second.claim();
      if (owned === undefined) return false;
      return second.append(owned, 'y', [{ key: 'k', value: 'of the owner' }]).then(
        () => true,
        (error) => {
          assert.ok(isNotOwner(error));
          return false;
        },
      );
    });
    assert.ok(valuesOf(await readAll(log, 'y')).every((value) => value === 'of the owner'));
  });

  test(`${name}: what a killed process read is read by those that are left`, async (t) => {
    const place = await placed(t);
    const log = await opened(t, place);
    const partitions = await log.partitions('x');
    const child = startKillable(moduleBeside(import.meta.url, './member'), [adapter.module, place, 'x', 'r']);
    await until(async () => child.lines.some((line) => JSON.parse(line).length > 0));
    const member = await log.join('x', 'r');
    const epochs = new Map<string, string>();
    const seen = (who: string, owned: readonly (readonly [number, number])[]) => {
      for (const [partition, epoch] of owned) {
        const place = `${partition} in epoch ${epoch}`;
        assert.equal(epochs.get(place) ?? who, who, 'an epoch has one owner');
        epochs.set(place, who);
      }
    };
    for (let n = 0; n < 5; n += 1) {
      const owned = await member.claim();
      seen(
        'this process',
        owned.map(({ partition, epoch }) => [partition, epoch] as const),
      );
    }
    await child.kill();
    for (const line of child.lines) seen('the child', JSON.parse(line));
    await settled([member], partitions);
  });
}
