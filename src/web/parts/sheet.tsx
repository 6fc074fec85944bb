import type { ComponentChildren, RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../words/index.ts';
import { Icon } from './icon.tsx';

/** A native dialog with a name. Escape, its cross and a click beside it close it. */
export function Sheet(props: {
  readonly sheet: RefObject<HTMLDialogElement | null>;
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const { sheet, id, title, children } = props;
  useEffect(() => {
    const element = sheet.current;
    const onClick = (event: MouseEvent) => {
      if (event.target === element) element?.close();
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, [sheet]);
  return (
    <dialog ref={sheet} class="sheet" aria-labelledby={id}>
      <div class="sheet-head">
        <h2 id={id}>{title}</h2>
        <form method="dialog">
          <button type="submit" class="button-icon" aria-label={words.watch.close}>
            <Icon name="close" />
          </button>
        </form>
      </div>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
