/** Paths relative to the project's root, with forward slashes; `''` is the root. */

/** Puts `path` below `folder` and takes `.` and `..` away; null where it leaves the project. */
export function joinPath(folder: string, path: string): string | null {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.replace(/\\/g, '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** The folder a path stands in. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A folder, then each one around it, the project's root last. */
export function folderAndAncestors(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...folderAndAncestors(folderOf(folder))];
}

/** Whether the path is absolute on the machine that its author had in mind. */
export function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
}
