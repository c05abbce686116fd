// Bundles the processes into dist/, with the .wasm and .data files beside them that no bundler can inline. With --tests it writes src/ and
// test/ file by file into out/ (or --out DIR) for mocha instead.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { packFreshCluster } from './fresh-cluster.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

const bundle = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: dist,
  minify: !process.argv.includes('--watch'),
  sourcemap: process.argv.includes('--watch'),
  external: ['vscode', 'pg-native'],
  // The bundle is CommonJS; the package's ES module would look for itself through import.meta.url.
  alias: { 'web-tree-sitter': join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  logLevel: 'warning',
  entryPoints: ['src/extension.ts', 'src/engine.ts', 'src/shadow.ts', 'src/cli.ts'],
};

const contrib = createRequire(import.meta.url)('../src/postgres/contrib-archives.json');

/** Files that the bundle opens at run time; of PostgreSQL's own extensions those that revisions are likely to create. */
const assets = [
  ...Object.entries(contrib).flatMap(([name, archives]) => archives.map((archive) => `node_modules/${name}/dist/${archive}`)),
  'node_modules/@electric-sql/pglite/dist/pglite.wasm',
  'node_modules/@electric-sql/pglite/dist/pglite.data',
  'node_modules/@electric-sql/pglite/dist/initdb.wasm',
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/tree-sitter-python/tree-sitter-python.wasm',
];

async function sources(folder, ending = '.ts') {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

async function copyAssets() {
  await mkdir(dist, { recursive: true });
  // Packages beside PGlite are optional.
  for (const asset of assets.filter((each) => !each.includes('/pglite-') || existsSync(join(root, each))))
    await copyFile(join(root, asset), join(dist, asset.slice(asset.lastIndexOf('/') + 1)));
}

async function buildTests() {
  const given = process.argv.indexOf('--out');
  const out = join(root, given > 0 ? process.argv[given + 1] : 'out');
  await rm(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: [...(await sources('src')), ...(await sources('test'))],
    outdir: out,
    outbase: root,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  for (const file of await sources('src', '.json')) await copyFile(file, join(out, relative(root, file)));
}

async function buildBundle() {
  await rm(dist, { recursive: true, force: true });
  await copyAssets();
  await build(bundle);
  await packFreshCluster(root, dist);
}

if (process.argv.includes('--watch')) {
  await copyAssets();
  await (await context(bundle)).watch();
} else if (process.argv.includes('--tests')) {
  await buildTests();
} else {
  await buildBundle();
}
