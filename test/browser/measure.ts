import type { Page } from 'playwright-core';

/** Sizes in CSS pixels of text that is smaller than `least`, with where it stands. */
export function textBelow(page: Page, least: number): Promise<readonly string[]> {
  return page.evaluate((limit) => {
    const small: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || (node.textContent ?? '').trim() === '') continue;
      if (element.closest('script, noscript, .unseen, option') !== null || !element.checkVisibility()) continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < limit) small.push(`${size}px: ${element.className} “${(node.textContent ?? '').slice(0, 30)}”`);
    }
    return small;
  }, least);
}

/** By how many CSS pixels the page is wider than what is seen of it. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
