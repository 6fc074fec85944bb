import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { closeSheet, openSheet, useQueryValue } from '../router.ts';
import { words } from '../words/index.ts';
import { Icon } from './icon.tsx';

/** A native dialog with a name. Escape, its cross and a click beside it close it; the focus goes back by itself. */
export function Sheet(props: {
  readonly sheet: RefObject<HTMLDialogElement | null>;
  readonly id: string;
  readonly title: string;
  readonly wide?: boolean;
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
    <dialog ref={sheet} class={props.wide ? 'sheet sheet-wide' : 'sheet'} aria-labelledby={id}>
      <div class="sheet-head">
        <h2 id={id}>{title}</h2>
        <form method="dialog">
          <button type="submit" class="button-icon" aria-label={words.close}>
            <Icon name="close" />
          </button>
        </form>
      </div>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}

/** Where a sheet is, and whether it is shown: what costs to draw is drawn only then. */
export type SheetPlace = Pick<ReturnType<typeof useSheet>, 'sheet' | 'open'>;

/**
 * A sheet whose being open is in the address (`?sheet=NAME`), so that it can be linked, reloaded and gone back from.
 * Give `sheet` to `Sheet`; it is shown and closed as the address says.
 */
export function useSheet(name: string) {
  const sheet = useRef<HTMLDialogElement>(null);
  const open = useQueryValue('sheet') === name;
  useEffect(() => {
    const element = sheet.current;
    if (open && element?.open === false) element.showModal();
    if (!open && element?.open === true) element.close();
    // Not with each drawing: between a native close and the address that follows it, it would open again.
  }, [open]);
  useEffect(() => {
    const element = sheet.current;
    element?.addEventListener('close', closeIfNamed);
    return () => element?.removeEventListener('close', closeIfNamed);
  }, [name]);
  function closeIfNamed(): void {
    if (new URLSearchParams(location.search).get('sheet') === name) closeSheet();
  }
  return { sheet, open, show: () => openSheet(name), hide: () => sheet.current?.close() };
}
