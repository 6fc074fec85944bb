/** What failures that a member may meet mean to them. Other codes say the server's own sentence. */
export const errors = {
  'peer.unavailable': 'The house does not answer. It may be starting; try again in a moment.',
  'peer.timeout': 'The house takes too long to answer. Try again in a moment.',
  'peer.answer': 'The house gave an answer that this page does not understand. Loading the page anew may help.',
  'server.fault': 'Something went wrong in the house. Its log knows more.',
  'request.owner-only': 'This is for the owner of the house.',
  'catalog.no-such-title': 'There is no such film here.',
  'catalog.no-such-version': 'This version of the film is no longer here.',
  'app.no-script': 'A part of the app could not be fetched. Try again, or load the page anew.',
};
