/** The link of this app that an event is on. */
export function linkOf(event: Event): HTMLAnchorElement | undefined {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  return link !== null && link.origin === location.origin ? link : undefined;
}

/** The link that a click asks this app to follow; undefined where that is the browser's own affair. */
export function chosenLink(event: MouseEvent): HTMLAnchorElement | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = linkOf(event);
  if (link === undefined || link.target !== '' || link.hasAttribute('download')) return undefined;
  return link.hash !== '' && link.pathname === location.pathname ? undefined : link;
}
