import { errorCatalogue } from '../kit/index.ts';

/** What may keep a film from playing. The position is kept in the failure, not in the error. */
export const playerErrors = errorCatalogue({
  'player.unsupported': {
    status: 501,
    retry: 'never',
    sentence: 'This browser cannot play streams. A current Chrome, Edge, Firefox or Safari can.',
  },
  'player.core-missing': {
    status: 503,
    retry: 'transient',
    sentence: 'A part of the player could not be fetched. Check the connection and try again.',
  },
  'player.unreachable': {
    status: 503,
    retry: 'transient',
    sentence: 'The film stopped arriving {seconds} seconds ago. Check the connection and try again.',
  },
  'player.decode': {
    status: 500,
    retry: 'transient',
    sentence: 'This browser could not decode a part of the film. Try again, or choose another quality.',
  },
  'player.damaged': {
    status: 500,
    retry: 'later',
    sentence: 'A part of the film is not as it should be. Try again; if it stays so, the film must be encoded anew.',
  },
  'player.protected': {
    status: 403,
    retry: 'never',
    sentence: 'The film is protected in a way that this browser cannot open.',
  },
  'player.core': {
    status: 500,
    retry: 'transient',
    sentence: 'The player met something it does not know (number {number}). Try again.',
  },
});
