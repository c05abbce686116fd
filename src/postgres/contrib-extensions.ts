/** The extensions that come with PGlite, or in packages beside it, as archives; whichever of them lie in the assets folder can be created. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Extensions } from '@electric-sql/pglite';
import archives from './contrib-archives.json';

/** Archives (`citext.tar.gz`), by the npm package, that are worth shipping: what migrations in the wild create, see `CREATE EXTENSION` in their SQL. */
const contribArchives: readonly string[] = Object.values(archives).flat();

/** The extensions to hand to PGlite: those of `contribArchives` that the folder holds. */
export async function extensionsIn(assets: string): Promise<Extensions> {
  const present = new Set(await readdir(assets));
  const names = contribArchives.filter((archive) => present.has(archive));
  return Object.fromEntries(
    names.map((archive) => {
      const bundlePath = pathToFileURL(join(assets, archive));
      return [archive, { name: archive.slice(0, archive.indexOf('.')), setup: async () => ({ bundlePath }) }];
    }),
  );
}
