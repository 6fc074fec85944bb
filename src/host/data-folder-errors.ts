import { errorCatalogue } from '../kit/index.ts';

export const dataErrors = errorCatalogue({
  'data.newer': {
    status: 500,
    retry: 'never',
    sentence:
      'The data in {folder} was written by a newer Bijou (format {found}; this one knows up to {known}). Start the newer one, or name another folder in BIJOU_DATA.',
  },
  'data.not-ours': {
    status: 500,
    retry: 'never',
    sentence:
      'The folder {folder} holds other things ({example}) and was not made by Bijou. Name an empty or a new folder in BIJOU_DATA.',
  },
  'data.damaged': {
    status: 500,
    retry: 'never',
    sentence: 'The file {file} cannot be understood. Put it back from a backup; without it the data cannot be opened.',
  },
  'data.unusable': {
    status: 500,
    retry: 'never',
    sentence: 'The folder {folder} cannot be used ({why}). Make it writable, or name another one in BIJOU_DATA.',
  },
  'data.other-secret': {
    status: 500,
    retry: 'never',
    sentence:
      'The folder {folder} has another secret than the one that was given. Name an empty folder in BIJOU_DATA, or take away {file} if nothing else uses it.',
  },
  'data.in-use': {
    status: 500,
    retry: 'later',
    sentence:
      'Bijou runs already on the folder {folder}: process {pid} at {address}. Use that one, stop it first, or name another port with PORT for a second door.',
  },
  'data.busy': {
    status: 503,
    retry: 'transient',
    sentence: 'Another process keeps the folder {folder} locked for too long. Try again in a moment.',
  },
});
