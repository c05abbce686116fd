/**
 * The extensions that come with PGlite, or in packages beside it, as archives; whichever of them lie in the assets folder can be created. An
 * archive is laid out when its extension is first spoken of: to load all of them takes longer than to start PostgreSQL.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import archives from './contrib-archives.json';

/** Archives of several extensions. */
const collections: Readonly<Record<string, readonly string[]>> = { spi: ['autoinc', 'insert_username', 'moddatetime', 'refint'] };

/** The archive of each extension (`citext.tar.gz`). */
const archiveOf: ReadonlyMap<string, string> = new Map(
  Object.values(archives)
    .flat()
    .flatMap((archive) => {
      const name = archive.slice(0, archive.indexOf('.'));
      return (collections[name] ?? [name]).map((extension) => [extension, archive] as const);
    }),
);

/** Whether an extension is the real one here. */
export const isShipped = (extension: string): boolean => extension === 'plpgsql' || archiveOf.has(extension);

export interface ExtensionFile {
  /** Below PostgreSQL's folder: `share/postgresql/extension/citext.control`. */
  readonly path: string;
  readonly contents: Uint8Array;
}

/** The files of an extension; none where its archive does not lie in the folder. */
export function extensionFiles(assets: string, extension: string): readonly ExtensionFile[] {
  const archive = archiveOf.get(extension);
  if (archive === undefined || !existsSync(join(assets, archive))) return [];
  return filesOfTar(gunzipSync(readFileSync(join(assets, archive)))).filter(({ path }) =>
    /^(?:lib\/postgresql|share\/postgresql\/(?:extension|tsearch_data))\/[^/]+$/.test(path),
  );
}

const block = 512;

/** Ordinary files, by the header of POSIX' ustar format. */
function filesOfTar(bytes: Buffer): readonly ExtensionFile[] {
  const files: ExtensionFile[] = [];
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0; ) {
    const header = at;
    const field = (from: number, to: number) => bytes.toString('latin1', header + from, header + to).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 136), 8) || 0;
    const prefix = field(345, 500);
    const name = field(0, 100);
    const path = (prefix === '' ? name : `${prefix}/${name}`).replace(/^\.\//, '');
    if (/^0?$/.test(field(156, 157))) files.push({ path, contents: bytes.subarray(at + block, at + block + size) });
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}
