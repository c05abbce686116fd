// A PostgreSQL cluster as PGlite makes it, packed, for dist/: to unpack it takes a fifth of the time that making one does.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build } from 'esbuild';

/** Writes `fresh-cluster.gz` into `dist`, which holds PGlite's files already; made once for each version of PGlite and of our settings. */
export async function packFreshCluster(root, dist) {
  const kept = join(root, 'node_modules/.cache/migration-keeper');
  const sources = ['shadow-database.ts', 'cluster-files.ts'].map((name) => readFile(join(root, 'src/postgres', name)));
  const source = Buffer.concat(await Promise.all(sources));
  const version = await readFile(join(root, 'node_modules/@electric-sql/pglite/package.json'));
  const packed = join(kept, `${createHash('sha256').update(source).update(version).digest('hex').slice(0, 16)}.gz`);
  const target = join(dist, 'fresh-cluster.gz');
  await mkdir(kept, { recursive: true });
  try {
    await copyFile(packed, target);
    return;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  await writeFile(packed, await promisify(gzip)(await cluster(root, dist, kept), { level: 9 }));
  await copyFile(packed, target);
}

/** The data directory of a cluster that was started and nothing more, by the very code that will start from it. */
async function cluster(root, dist, kept) {
  const folder = await mkdtemp(join(kept, 'cluster-'));
  try {
    const outfile = join(folder, 'shadow-database.cjs');
    const entry = join(root, 'src/postgres/shadow-database.ts');
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' });
    const { openShadowDatabase } = createRequire(import.meta.url)(outfile);
    const database = await openShadowDatabase({ assets: dist });
    const state = database.save();
    await database.close();
    return state;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
