import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editOf, emptyForm, wrongIn } from './many-form.ts';

test('what is left empty is not changed, and lists may be written with either comma', () => {
  assert.equal(editOf(emptyForm), undefined);
  const form = { ...emptyForm, year: ' 1999 ', season: '0', addGenres: 'Drama, War,', removeGenres: 'أكشن، دراما' };
  assert.deepEqual(editOf(form), {
    year: 1999,
    series: { season: 0 },
    addGenres: ['Drama', 'War'],
    removeGenres: ['أكشن', 'دراما'],
  });
});

test('a year or a season that is none is told', () => {
  assert.deepEqual(wrongIn({ ...emptyForm, year: '99', season: 'two' }), { year: 'year', season: 'number' });
  assert.deepEqual(wrongIn({ ...emptyForm, year: '1999', season: '12' }), {});
});
