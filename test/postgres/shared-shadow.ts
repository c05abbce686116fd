/** One embedded PostgreSQL for all tests of a run: it takes seconds to start and some 450 MB. */
import { dirname } from 'node:path';
import { openShadowDatabase, type ShadowDatabase } from '../../src/postgres/shadow-database';

/** The folder of PGlite's package holds the same files as a build's dist. */
const pgliteAssets = dirname(require.resolve('@electric-sql/pglite'));

let opening: Promise<ShadowDatabase> | null = null;

/** The shadow, empty. */
export async function emptyShadow(): Promise<ShadowDatabase> {
  opening ??= openShadowDatabase({ assets: pgliteAssets });
  const shadow = await opening;
  shadow.reset();
  return shadow;
}

after(async () => {
  await (await opening)?.close();
});
