import type { Found } from './sidecars.ts';

/** The files of a choice; those of a chosen folder know where in it they lay. */
export function chosenFiles(list: Iterable<File>): readonly Found[] {
  return [...list].map((file) => {
    const path = file.webkitRelativePath;
    return { file, folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '' };
  });
}

/**
 * Everything that was dropped, folders and all. Must be called while the drop is being handled: afterwards the
 * browser forgets what it was.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly Found[]> {
  const entries = [...transfer.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  if (entries.every((entry) => entry === null)) return chosenFiles(transfer.files);
  const found: Found[] = [];
  for (const entry of entries) if (entry !== null) await walk(entry, '', found);
  return found;
}

async function walk(entry: FileSystemEntry, folder: string, found: Found[]): Promise<void> {
  // What a Mac and a NAS leave lying about.
  if (entry.name.startsWith('.') || entry.name.startsWith('@')) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, folder });
    return;
  }
  if (!isFolder(entry)) return;
  const inside = folder === '' ? entry.name : `${folder}/${entry.name}`;
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const child of some) await walk(child, inside, found);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
