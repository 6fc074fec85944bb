import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSettings, type Inspection, pictureCount } from '../../../media/index.ts';
import { ordinaryAudio, ordinaryText, ordinaryVideo } from '../../../media/testing/streams.ts';
import { planFilm } from './film-plan.ts';
import { tasksOf } from './tasks.ts';
import { soundTasks } from './tasks-after.ts';

const inspection: Inspection = {
  version: 1,
  container: 'matroska,webm',
  durationSeconds: 60,
  startSeconds: 0,
  video: [
    { ...ordinaryVideo, width: 1920, height: 1080, frameRate: { num: 24, den: 1 }, timeBase: { num: 1, den: 1000 } },
  ],
  audio: [{ ...ordinaryAudio, label: 'English', heard: { from: 0, to: 59.541 } }],
  text: [{ ...ordinaryText, language: 'en', label: 'English' }],
  chapters: [],
  pictures: {
    stream: 0,
    timeBase: { num: 1, den: 1000 },
    start: 21,
    durations: [
      [42, 480],
      [41, 960],
    ],
    cuts: [100, 333, 700, 1200],
    dropped: null,
    damaged: [],
  },
  looks: null,
  complaints: [],
};

const plan = planFilm('a'.repeat(64), { inspection, settings: defaultSettings });
const tasks = tasksOf(plan);

test('every picture is in exactly one first-look job and one ladder job', () => {
  for (const part of ['first-look', 'ladder']) {
    let next = 0;
    for (const { task } of tasks.filter((planned) => planned.part === part)) {
      assert.ok(task.kind === 'video');
      assert.equal(task.first, next);
      assert.equal(task.keyframes[0], 0);
      assert.equal(task.previousTime === undefined, task.first === 0);
      assert.ok(task.previousTime === undefined || task.previousTime < task.firstTime);
      next += task.count;
    }
    assert.equal(next, pictureCount(plan), part);
  }
});

test('times are of the source’s own timeline', () => {
  const [first] = tasks.filter(({ part }) => part === 'first-look');
  assert.ok(first?.task.kind === 'video');
  assert.equal(first.task.firstTime, 0.021);
  const [sound] = soundTasks(plan, new Map());
  assert.ok(sound?.task.kind === 'audio');
  assert.equal(sound.task.start, 0.021);
  assert.equal(sound.task.duration, (42 * 480 + 41 * 960) / 1000);
});

test('the first look is one rung, and each other rung is made once', () => {
  const names = (part: string) => {
    const found = tasks.find((planned) => planned.part === part)?.task;
    return found?.kind === 'video' ? found.rungs.map(({ name }) => name) : [];
  };
  assert.deepEqual(names('first-look'), [plan.firstLook]);
  assert.deepEqual([...names('first-look'), ...names('ladder')].sort(), plan.rungs.map(({ name }) => name).sort());
});
