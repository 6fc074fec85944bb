import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captionFor, soundFor } from './choose-tracks.ts';

const caption = (id: string, language: string, label = '') => ({ id, language, label });
const sound = (id: string, language: string, { label = '', isBeside = false } = {}) => {
  return { id, language, label, channels: 2, isBeside };
};
const chosen = (captions: ReturnType<typeof caption>[], wants: Partial<Parameters<typeof captionFor>[1]>) =>
  captionFor(captions, { last: undefined, readers: [], heard: undefined, ...wants })?.id;

test('captions come on in the reader’s language, whatever the order of the file', () => {
  const captions = [caption('ar', 'ar'), caption('en', 'en'), caption('de', 'de')];
  assert.equal(chosen(captions, { readers: ['en-GB'] }), 'en');
  assert.equal(chosen(captions, { readers: ['de-AT', 'en'] }), 'de');
  assert.equal(chosen(captions, { readers: ['fr', 'en'] }), 'en', 'the second language before a strange one');
  assert.equal(chosen(captions, { readers: ['fr'], heard: 'de' }), 'de', 'else as the film is spoken');
  assert.equal(chosen(captions, { readers: ['fr'], heard: 'und' }), 'ar');
  assert.equal(chosen(captions, { readers: ['en'], last: 'ar' }), 'ar', 'those of before come first');
  assert.equal(chosen([], { readers: ['en'] }), undefined);
});

test('a language’s own kind comes before its others, and whole captions before its signs', () => {
  const captions = [
    caption('br', 'pt-BR'),
    caption('signs', 'en', 'Signs & Songs'),
    caption('pt', 'pt'),
    caption('en', 'en'),
  ];
  assert.equal(chosen(captions, { readers: ['pt-PT'] }), 'br');
  assert.equal(chosen(captions, { readers: ['pt'] }), 'pt');
  assert.equal(chosen(captions, { readers: ['en'] }), 'en');
  assert.equal(chosen([caption('only', 'en', 'English (forced)')], { readers: ['en'] }), 'only');
});

test('one hears one’s own language, never a commentary for it', () => {
  const sounds = [
    sound('ja', 'ja'),
    sound('talk', 'en', { label: 'Director', isBeside: true }),
    sound('talk2', 'en', { label: 'Commentary' }),
    sound('de', 'de'),
    sound('de6', 'de', { label: '5.1' }),
  ];
  assert.equal(soundFor(sounds, { readers: ['en'], now: 'ja' }), undefined, 'the film’s own choice stays');
  assert.equal(soundFor(sounds, { readers: ['en', 'de'], now: 'ja' })?.id, 'de');
  assert.equal(soundFor(sounds, { readers: ['de'], now: 'de6' })?.id, 'de6', 'what fits already stays');
});
