/** One embedded PostgreSQL for all tests of a run: it takes seconds to start and some 450 MB. */
import { openShadowDatabase, type ShadowDatabase } from '../../src/postgres/shadow-database';
import { assets } from '../repository';

let opening: Promise<ShadowDatabase> | null = null;

/** The shadow, empty. */
export async function emptyShadow(): Promise<ShadowDatabase> {
  opening ??= openShadowDatabase({ assets });
  const shadow = await opening;
  shadow.reset();
  return shadow;
}

after(async () => {
  await (await opening)?.close();
});
