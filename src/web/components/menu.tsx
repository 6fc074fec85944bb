import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export interface MenuItem {
  readonly key: string;
  readonly name: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

/** A button that opens a list of things to do. A native popover: Escape and a click beside it close it. */
export function Menu(props: { readonly label: string; readonly items: readonly MenuItem[]; readonly icon?: IconName }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  function place(): void {
    const [menu, at] = [list.current, button.current?.getBoundingClientRect()];
    if (menu === null || at === undefined) return;
    const { offsetWidth: width, offsetHeight: height } = menu;
    const toEnd = document.documentElement.dir === 'rtl' ? at.left : at.right - width;
    const below = at.bottom + height + 8 <= innerHeight;
    menu.style.left = `${Math.max(8, Math.min(toEnd, innerWidth - width - 8))}px`;
    menu.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - height - 4)}px`;
  }

  // Not left to the browser, which tells of an open list only later: keys that are pressed by then went to the button.
  function onClick(event: MouseEvent): void {
    event.preventDefault();
    if (list.current?.togglePopover() !== true) return;
    place();
    list.current.querySelector<HTMLElement>('button')?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[to % items.length]?.focus();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        class="button-icon"
        popovertarget={id}
        aria-haspopup="menu"
        aria-label={props.label}
        title={props.label}
        onClick={onClick}
      >
        <Icon name={props.icon ?? 'dots'} />
      </button>
      <div
        ref={list}
        id={id}
        class="menu"
        popover="auto"
        role="menu"
        aria-label={props.label}
        data-keys="own"
        onKeyDown={onKeyDown}
        onToggle={(event) => {
          button.current?.setAttribute('aria-expanded', String(event.newState === 'open'));
        }}
      >
        {props.items.map((item) => (
          <button
            key={item.key}
            type="button"
            role="menuitem"
            class={item.danger ? 'menu-item menu-danger' : 'menu-item'}
            aria-disabled={item.disabled || undefined}
            onClick={() => {
              if (item.disabled) return;
              list.current?.hidePopover();
              item.onChoose();
            }}
          >
            {item.icon !== undefined && <Icon name={item.icon} />}
            <span>{item.name}</span>
          </button>
        ))}
      </div>
    </>
  );
}
