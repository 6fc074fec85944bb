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
