/** A file of one rendition: its folder `{title}/{version}/{rendition}` and its name. */
export interface FolderFile {
  readonly folder: string;
  readonly file: string;
}

/**
 * Which rendition's file an address is of, whatever host, prefix and signature it carries: the last four parts of
 * its path are title, version, rendition and file. Undefined where it has fewer, or is no address.
 */
export function folderFileOf(address: string): FolderFile | undefined {
  if (!URL.canParse(address)) return undefined;
  const parts = new URL(address).pathname.split('/').slice(1);
  const [title, version, rendition, file] = parts.slice(-4);
  if (!title || !version || !rendition || !file) return undefined;
  return { folder: `${title}/${version}/${rendition}`, file };
}

/**
 * A manifest with every absolute address inside one of the folders moved to `{prefix}/{folder}/…`, whatever its host
 * and signature were. Addresses of anything else stay.
 */
export function mapFolders(
  manifest: string,
  { folders, prefix }: { readonly folders: readonly string[]; readonly prefix: string },
): string {
  const known = new Set(folders);
  return manifest.replace(/https?:\/\/[^\s"'<>]+/g, (address) => {
    const parts = address.split('/');
    for (let at = 3; at + 3 < parts.length; at += 1) {
      const folder = parts.slice(at, at + 3).join('/');
      if (known.has(folder)) return `${prefix}/${parts.slice(at).join('/')}`;
    }
    return address;
  });
}
