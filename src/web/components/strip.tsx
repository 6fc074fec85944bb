import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { words } from '../words/index.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

/**
 * A row of cards that scrolls: by touch, by wheel, by its two buttons, by arrow keys. `name` is its heading, `address`
 * where all of it can be seen. The children are `li`.
 */
export function Strip(props: {
  readonly name: string;
  /** Tells rows of one page apart, also after a reload. */
  readonly row: string;
  readonly address?: string;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [more, setMore] = useState(false);

  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setMore(element.scrollWidth > element.clientWidth + 1));
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    // The page comes back to a card: it must be seen.
    const reveal = (event: Event) => {
      const { detail } = event as CustomEvent<unknown>;
      if (detail instanceof Element) detail.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' });
    };
    element.addEventListener('bijou:reveal', reveal);
    return () => {
      observer.disconnect();
      element.removeEventListener('bijou:reveal', reveal);
    };
  }, []);

  function turn(by: 1 | -1): void {
    const element = list.current;
    const forward = document.documentElement.dir === 'rtl' ? -by : by;
    element?.scrollBy({ left: forward * element.clientWidth * 0.8, behavior: 'smooth' });
  }

  const heading = <h2 id={id}>{props.name}</h2>;
  return (
    <section class="strip" aria-labelledby={id} data-more={more || undefined}>
      <div class="strip-head">
        {props.address === undefined ? (
          heading
        ) : (
          <a href={props.address}>
            {heading} <Icon name="further" />
          </a>
        )}
        {/* For a mouse; arrow keys, touch and screen readers reach the cards themselves. */}
        <div class="strip-turn" aria-hidden="true">
          <IconButton icon="nearer" label={words.row.back(props.name)} tabIndex={-1} onClick={() => turn(-1)} />
          <IconButton icon="further" label={words.row.on(props.name)} tabIndex={-1} onClick={() => turn(1)} />
        </div>
      </div>
      <ul ref={list} class="strip-cards" data-row={props.row}>
        {props.children}
      </ul>
    </section>
  );
}
