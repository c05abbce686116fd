/** The extensions that ship with PGlite as archives beside its .wasm; whichever of them lie in the assets folder can be created. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Extensions } from '@electric-sql/pglite';

/** Archives (`citext.tar.gz`) that are worth shipping: what migrations in the wild create, see `CREATE EXTENSION` in their SQL. */
export const contribArchives: readonly string[] = [
  'btree_gin.tar.gz',
  'btree_gist.tar.gz',
  'citext.tar.gz',
  'cube.tar.gz',
  'earthdistance.tar.gz',
  'fuzzystrmatch.tar.gz',
  'hstore.tar.gz',
  'intarray.tar.gz',
  'ltree.tar.gz',
  'pg_trgm.tar.gz',
  'pgcrypto.tar.gz',
  'tablefunc.tar.gz',
  'unaccent.tar.gz',
  'uuid-ossp.tar.gz',
];

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
