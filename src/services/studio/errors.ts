import { errorCatalogue } from '../../kit/index.ts';

/** What can go wrong on a film's way in. */
export const studioErrors = errorCatalogue({
  'studio.no-such-file': {
    status: 404,
    retry: 'never',
    sentence: 'There is no file at {path} on the machine that runs the studio.',
  },
  'studio.not-a-file': {
    status: 400,
    retry: 'never',
    sentence: '{path} is not a file. Name the film itself, not the folder it is in.',
  },
  'studio.empty-file': { status: 400, retry: 'never', sentence: '{path} is empty: there is nothing to add.' },
  'studio.unreadable-file': {
    status: 403,
    retry: 'never',
    sentence: 'This server is not allowed to read {path}. Change its permissions, or upload it instead.',
  },
  'studio.no-disc-film': {
    status: 422,
    retry: 'never',
    sentence: 'There is no film in the disc folder {path}: neither title sets (VTS_01_1.VOB) nor streams (00000.m2ts).',
  },
  'studio.remote-file': {
    status: 400,
    retry: 'never',
    sentence: '{path} is a network address. Download it first, then add the file.',
  },
  'studio.file-changed': {
    status: 409,
    retry: 'later',
    sentence: '{path} changed while it was being read. Add it again once it is complete.',
  },
  'studio.no-such-title': { status: 404, retry: 'never', sentence: 'There is no title {id}.' },
  'studio.no-plan-yet': {
    status: 409,
    retry: 'later',
    sentence: 'Title {id} has not been planned yet: it is still being inspected.',
  },
  'studio.lease-lost': {
    status: 409,
    retry: 'never',
    sentence: 'The lease on job {job} has run out or was given to another encoder. Drop the job.',
  },
  'studio.output-missing': {
    status: 409,
    retry: 'never',
    sentence: 'Job {job} has no stored output {name}. Store it before completing the job.',
  },
  'studio.output-wrong': { status: 409, retry: 'never', sentence: 'The output {name} of job {job} is wrong: {why}.' },
  'studio.upload-unknown': {
    status: 404,
    retry: 'never',
    sentence: 'There is no upload {id}: it has ended, or nothing came for too long. Start again.',
  },
  'studio.upload-too-long': {
    status: 413,
    retry: 'never',
    sentence: 'Upload {id} was announced as {size} bytes, but more have arrived.',
  },
  'studio.no-such-piece': {
    status: 404,
    retry: 'never',
    sentence: 'The wall of title {id} has no piece {chunk} in row {row}. Load the wall again.',
  },
  'studio.gone': { status: 410, retry: 'never', sentence: 'Title {id} cannot be restored: {why}.' },
  'studio.not-under-way': {
    status: 409,
    retry: 'never',
    sentence: 'Title {id} has no work in progress, so there is nothing to cancel.',
  },
  'studio.nothing-to-retry': {
    status: 409,
    retry: 'never',
    sentence: 'Title {id} has neither failed nor been cancelled, so there is nothing to retry.',
  },
  'studio.source-gone': {
    status: 409,
    retry: 'never',
    sentence: 'The file that title {id} was made from is no longer kept. Add the film again.',
  },
  'studio.under-way': {
    status: 409,
    retry: 'later',
    sentence: 'Title {id} is still being encoded. Wait until it is ready, or cancel it first.',
  },
  'studio.same-film': {
    status: 409,
    retry: 'never',
    sentence: 'Title {id} is already made from this file. To change its settings, re-encode it.',
  },
  'studio.already-there': {
    status: 409,
    retry: 'never',
    sentence: 'This file is already in the library, as “{name}”. Remove that title first.',
  },
  'studio.no-such-hook': { status: 404, retry: 'never', sentence: 'There is no webhook {id}.' },
  'studio.bad-hook-address': {
    status: 422,
    retry: 'never',
    sentence: '{url} cannot be told anything: {why}. Give an address such as https://example.org/bijou.',
  },
  'studio.too-many-hooks': {
    status: 409,
    retry: 'never',
    sentence: 'There are {most} webhooks already. Remove one that is no longer used.',
  },
  'studio.no-room': {
    status: 507,
    retry: 'later',
    sentence: 'There is no room for {wanted}: the disk has {room} to spare. Make room, and work resumes by itself.',
  },
  'studio.no-such-source': { status: 404, retry: 'never', sentence: 'There is no source {source}.' },
  'studio.no-such-media': { status: 404, retry: 'never', sentence: 'There is no published file {path}.' },
  'studio.no-such-art': { status: 404, retry: 'never', sentence: 'The title {title} has no picture {name}.' },
  'studio.no-such-track': {
    status: 404,
    retry: 'never',
    sentence: 'Title {id} has no audio or subtitle track {name} that can be changed.',
  },
  'studio.not-subtitles': { status: 422, retry: 'never', sentence: 'These subtitles cannot be read. {why}' },
  'studio.not-metadata': {
    status: 422,
    retry: 'never',
    sentence:
      'This is not the NFO of a film or an episode: that is XML whose first element is movie or episodedetails.',
  },
  'studio.too-large': { status: 413, retry: 'never', sentence: 'The file is larger than {most}, which is the limit.' },
  'studio.not-a-picture': {
    status: 422,
    retry: 'never',
    sentence: 'This picture cannot be read. Send a JPEG, PNG, WebP or AVIF.',
  },
  'studio.busy': {
    status: 423,
    retry: 'later',
    sentence: 'Something else is using {name} right now. Try again in a moment.',
  },
  'studio.intent-lost': {
    status: 500,
    retry: 'transient',
    sentence: 'The stored file {key} was swept before it was put to use. Try again.',
  },
});
