/** What failures that a member may meet mean to them. Other codes say the server's own sentence. */
export const errors = {
  'peer.unavailable': 'Bijou isn’t responding. It may be starting up; try again in a moment.',
  'peer.timeout': 'Bijou is taking too long to respond. Try again in a moment.',
  'peer.answer': 'Bijou sent an answer this page doesn’t understand. Reloading the page may help.',
  'server.fault': 'Something went wrong on the server. See the log for details.',
  'request.owner-only': 'Only the owner can do this.',
  'catalog.no-such-title': 'This film isn’t here.',
  'catalog.no-such-version': 'This version of the film is no longer available.',
  'catalog.no-such-series': 'This series isn’t here.',
  'app.no-script': 'Part of the app couldn’t be loaded. Try again, or reload the page.',
};
