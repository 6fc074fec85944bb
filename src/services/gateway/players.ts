/** For players on pages of other sites, as far as they may read: `isPlayer` has said that they may. */
export function answerPlayer(request: Request, answer: Response): Response {
  const headers = new Headers(answer.headers);
  headers.set('access-control-allow-origin', request.headers.get('origin') ?? '');
  headers.set('access-control-expose-headers', 'Content-Length, Content-Range, ETag, Date');
  headers.set('cross-origin-resource-policy', 'cross-origin');
  headers.append('vary', 'Origin');
  return new Response(answer.body, { status: answer.status, headers });
}

/** What a browser asks before it lets a player ask. */
export function preflight(): Response {
  const headers = {
    'access-control-allow-methods': 'GET, HEAD, OPTIONS',
    'access-control-allow-headers': 'Range, If-Range, If-None-Match, If-Modified-Since',
    'access-control-max-age': '86400',
  };
  return new Response(null, { status: 204, headers });
}
