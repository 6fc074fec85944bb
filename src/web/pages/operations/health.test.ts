import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaintsOf, needed, type SystemStatus, type Work } from './health.ts';

const now = Date.UTC(2026, 0, 1);
const process = { targets: [...needed], pid: 1, startedAt: new Date(now).toISOString(), ready: true };
const status: SystemStatus = { version: '1', address: 'http://house.test', processes: [process] };
const work: Work = {
  jobs: { waiting: 3, leased: 1, done: 9, failed: 0 },
  uploads: 0,
  disk: { freeBytes: 5, totalBytes: 10 },
  encoders: [{ name: 'one', leased: 1, seenAt: new Date(now - 5000).toISOString() }],
};
const kinds = (...input: Parameters<typeof complaintsOf>) => complaintsOf(...input).map(({ kind }) => kind);

test('all is well where everything needed runs, is ready and awake', () => {
  assert.deepEqual(kinds(status, work, now), []);
  assert.deepEqual(kinds(status, undefined, now), []);
});

test('each thing that is not well is named, the gravest first', () => {
  const ill: SystemStatus = {
    ...status,
    processes: [{ ...process, targets: ['gateway', 'studio', 'catalog', 'playback'], ready: false, why: 'Starting.' }],
  };
  const worse: Work = {
    ...work,
    jobs: { waiting: 3, leased: 0, done: 0, failed: 2 },
    disk: { freeBytes: 0, totalBytes: 10, held: 'The disk is full.' },
    encoders: [{ name: 'one', leased: 0, seenAt: new Date(now - 600_000).toISOString() }],
  };
  assert.deepEqual(kinds(ill, worse, now), ['missing', 'unready', 'disk', 'no-encoder', 'failed']);
  assert.deepEqual(complaintsOf(ill, worse, now)[0], { kind: 'missing', targets: ['appliance', 'encoder'] });
});

test('who does less than it could is named, unless that follows from what is not running', () => {
  const less = { ...process, degraded: 'An event waits for you.' };
  assert.deepEqual(kinds({ ...status, processes: [less] }, work, now), ['degraded']);
  const rest = { ...less, targets: ['gateway'] };
  assert.deepEqual(kinds({ ...status, processes: [rest] }, work, now), ['missing']);
});

test('a sleeping encoder is no matter while nothing waits', () => {
  const idle: Work = { ...work, jobs: { waiting: 0, leased: 0, done: 9, failed: 0 }, encoders: [] };
  assert.deepEqual(kinds(status, idle, now), []);
  assert.deepEqual(kinds(status, { ...idle, jobs: { ...idle.jobs, waiting: 1 } }, now), ['no-encoder']);
});
