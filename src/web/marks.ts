/** Where one was on a page: how far down, and on what. Kept for each entry of the tab's history. */
export interface Mark {
  readonly scroll: number;
  /** Finds again what had the focus. */
  readonly focus: string | undefined;
}

const key = 'bijou.marks';
const most = 100;

let marks: Map<string, Mark> | undefined;

export function markOf(entry: string): Mark | undefined {
  return all().get(entry);
}

export function keepMark(entry: string, mark: Mark): void {
  const kept = all();
  kept.delete(entry);
  kept.set(entry, mark);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  try {
    sessionStorage.setItem(key, JSON.stringify([...kept]));
  } catch {
    // A full store costs the place on the page after a reload.
  }
}

function all(): Map<string, Mark> {
  if (marks !== undefined) return marks;
  try {
    marks = new Map(JSON.parse(sessionStorage.getItem(key) ?? '[]') as [string, Mark][]);
  } catch {
    marks = new Map();
  }
  return marks;
}

/** A selector that finds this element again on the same page, or undefined where nothing tells it from others. */
export function selectorOf(element: Element | null): string | undefined {
  if (element === null || element === document.body || element.closest('main') === null) return undefined;
  const own = ownSelector(element);
  if (own === undefined) return undefined;
  const row = element.closest('[data-row]')?.getAttribute('data-row');
  return row === null || row === undefined ? own : `[data-row="${CSS.escape(row)}"] ${own}`;
}

function ownSelector(element: Element): string | undefined {
  if (element.id !== '' && !/^(P|:)/.test(element.id)) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute('href');
  if (href !== null) return `a[href="${CSS.escape(href)}"]`;
  const label = element.getAttribute('aria-label');
  return label === null ? undefined : `${element.localName}[aria-label="${CSS.escape(label)}"]`;
}
