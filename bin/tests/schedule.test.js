import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadOf, nextFile, unknown } from './schedule.js';

/** Two processors, and files that take what their names say: "<wall> <cpu>". */
const machine = {
  cores: 2,
  expected: (/** @type {string} */ name) => {
    const [wall, cpu] = name.match(/\d+/g)?.map(Number) ?? [];
    return wall === undefined || cpu === undefined ? unknown : { wall, cpu };
  },
};

describe('the schedule of test files', () => {
  it('begins with the longest', () => {
    assert.equal(nextFile(['10 10', '90 20', '40 40'], [], machine), '90 20');
  });

  it('puts what waits beside what computes, and no third that computes', () => {
    const computing = ['50 50', '60 60'];
    assert.equal(nextFile(['40 40', '20 2'], computing, machine), '20 2');
    assert.equal(nextFile(['40 40'], computing, machine), undefined);
  });

  it('leaves a browser that mostly waits what it needs', () => {
    assert.equal(loadOf('test/browser/any.test.ts', { wall: 100, cpu: 10 }), 0.8);
    assert.equal(nextFile(['40 80'], ['browser 100 10'], machine), undefined);
    assert.equal(nextFile(['40 40'], ['browser 100 10'], machine), '40 40');
  });

  it('runs alone what takes more than there is', () => {
    assert.equal(nextFile(['40 400'], [], machine), '40 400');
    assert.equal(nextFile(['40 400'], ['10 10'], machine), undefined);
  });

  it('takes a file that nobody has seen for one that computes', () => {
    assert.equal(nextFile(['new'], ['50 50', '60 60'], machine), undefined);
    assert.equal(nextFile(['new'], ['50 50'], machine), 'new');
  });

  it('comes to an end whatever files take, each run once', () => {
    const names = Array.from({ length: 200 }, (_, index) => `${(index * 37) % 91} ${(index * 53) % 180} #${index}`);
    const waiting = new Set(names);
    const running = [];
    const ended = [];
    while (waiting.size + running.length > 0) {
      const next = nextFile([...waiting], running, machine);
      if (next === undefined) ended.push(running.shift());
      else {
        waiting.delete(next);
        running.push(next);
      }
      assert.ok(running.length <= 5);
    }
    assert.deepEqual(ended.toSorted(), names.toSorted());
  });
});
