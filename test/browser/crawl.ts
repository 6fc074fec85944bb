// A walk over a page by a remote's four arrows: what they reach, what they cannot leave, and what they change on the way.
import type { Page } from 'playwright-core';

export interface Walk {
  /** Controls that were come to. */
  readonly reached: number;
  /** Controls that are seen, and that no way of arrows leads to. */
  readonly missed: readonly string[];
  /** Controls that no arrow leads out of. */
  readonly traps: readonly string[];
  /** What an arrow changed: a value, the address, the language. */
  readonly changes: readonly string[];
}

const arrows = ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft'] as const;
/** An arrow may scroll where the next control is far, or move within the wall; so often at most. */
const mostScrolls = 30;
const mostControls = 200;

/** What the page says of itself after an arrow: where the focus is, how far it is scrolled, what stands in it. */
interface Seen {
  readonly at: number;
  readonly scroll: number;
  /** Where in a control with a cursor of its own, such as the wall. */
  readonly within: string;
  readonly stands: string;
}

/**
 * Breadth first: from where the first arrow leads, all four from each control that was found. A control is gone back
 * to by its own focus, so that a page of many takes four keys for each, not the way to it.
 */
export async function walk(page: Page, { first = 'ArrowDown' }: { readonly first?: string } = {}): Promise<Walk> {
  await page.evaluate(prepare);
  await page.keyboard.press(first);
  const start = await look(page);
  const found = new Set([start.at]);
  const ways = [start.at];
  const traps: string[] = [];
  const changes: string[] = [];
  for (const from of ways) {
    if (ways.length > mostControls) throw new Error(`More than ${mostControls} controls: ${await nameOf(page, from)}`);
    let leaves = false;
    for (const arrow of arrows) {
      const before = await goBackTo(page, from);
      const after = await press(page, arrow, before);
      if (after.stands !== before.stands)
        changes.push(`${arrow} on ${await nameOf(page, from)}: ${difference(before, after)}`);
      if (after.at === from || after.at < 0) continue;
      leaves = true;
      if (!found.has(after.at)) ways.push(after.at);
      found.add(after.at);
    }
    if (!leaves) traps.push(await nameOf(page, from));
  }
  const missed = await page.evaluate(namesBut, [...found]);
  return { reached: found.size, missed, traps: found.size === 1 ? [] : traps, changes };
}

async function press(page: Page, arrow: string, before: Seen): Promise<Seen> {
  let last = before;
  for (let scrolls = 0; scrolls < mostScrolls; scrolls += 1) {
    await page.keyboard.press(arrow);
    const now = await look(page);
    if (now.at !== before.at || (now.scroll === last.scroll && now.within === last.within)) return now;
    last = now;
  }
  return last;
}

function difference(before: Seen, after: Seen): string {
  const [a, b] = [before.stands.split('\n'), after.stands.split('\n')];
  return b.filter((line, place) => line !== a[place]).join(', ') || 'something went';
}

const look = (page: Page): Promise<Seen> => page.evaluate(() => (window as unknown as Tools).look());
const goBackTo = (page: Page, at: number): Promise<Seen> =>
  page.evaluate((one) => (window as unknown as Tools).goBackTo(one), at);
const nameOf = (page: Page, at: number): Promise<string> =>
  page.evaluate((one) => (window as unknown as Tools).nameOf(one), at);

interface Tools {
  look(): Seen;
  goBackTo(at: number): Seen;
  nameOf(at: number): string;
  names(found: readonly number[]): readonly string[];
}

function namesBut(found: readonly number[]): readonly string[] {
  return (window as unknown as Tools).names(found);
}

/** Runs in the page. */
function prepare(): void {
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const elements: Element[] = [];
  const scope = (): ParentNode => document.querySelector('dialog:modal') ?? document;

  function number(element: Element | null): number {
    if (element === null || element === document.body || (element as HTMLElement).tabIndex < 0) return -1;
    if (elements.includes(element)) return elements.indexOf(element);
    // A page that draws a list anew has the same control again, in another element.
    const old = elements.findIndex((one) => !one.isConnected && linkOf(one) === linkOf(element));
    if (old === -1) return elements.push(element) - 1;
    elements[old] = element;
    return old;
  }

  function name(element: Element | undefined): string {
    if (element === undefined) return '?';
    const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent;
    return `${element.localName}.${element.className} "${label?.trim().slice(0, 40)}"`;
  }

  function isSeen(element: HTMLElement): boolean {
    if (element.tabIndex < 0 || element.matches(':disabled, .skip, [type="hidden"]')) return false;
    if (element.closest('[inert], [aria-hidden="true"]') !== null) return false;
    return element.checkVisibility({ visibilityProperty: true });
  }

  function look(): Seen {
    const stands = [...document.querySelectorAll<HTMLInputElement>('input, select, textarea')]
      // Where the film is changes by itself; whether it was sought is seen by its being held there.
      .filter((input) => !input.matches('.timeline-input'))
      .map((input, place) => `${input.type} ${place} = ${input.value}${input.checked ? ', checked' : ''}`);
    const time = document.querySelector('video')?.currentTime ?? 0;
    const { lang } = document.documentElement;
    const scrolled = [...document.querySelectorAll('dialog, .settings *')].reduce((sum, one) => sum + one.scrollTop, 0);
    return {
      at: number(document.activeElement),
      scroll: scrollY + scrolled,
      within: document.querySelector('[role="grid"]:focus [role="gridcell"]')?.textContent ?? '',
      stands: [location.pathname + location.search, lang, `film at ${time}`, ...stands].join('\n'),
    };
  }

  const linkOf = (element: Element | undefined) => `${name(element)} ${element?.getAttribute('href')}`;

  const tools: Tools = {
    look,
    goBackTo(at) {
      (elements[at] as HTMLElement | undefined)?.focus();
      return look();
    },
    nameOf: (at) => name(elements[at]),
    names(found) {
      const links = new Set(found.map((at) => linkOf(elements[at])));
      return [...scope().querySelectorAll<HTMLElement>(kinds)]
        .filter((element) => isSeen(element) && !found.includes(number(element)) && !links.has(linkOf(element)))
        .map(name);
    },
  };
  Object.assign(window, tools);
}
