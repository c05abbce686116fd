/** Where tests find the repository and what the bundle copies from packages. */
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import archives from '../src/postgres/contrib-archives.json';

/** The folder of package.json, wherever the tests were built to below it. */
export const repository: string = upwards(__dirname);

function upwards(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : upwards(dirname(folder));
}

/** A folder with the .wasm and .data files, as dist/ is, but without a bundle having to be built. */
export const assets: string = linkedAssets();

function linkedAssets(): string {
  const folder = mkdtempSync(join(tmpdir(), 'migration-keeper-assets-'));
  const files = [
    '@electric-sql/pglite/dist/pglite.wasm',
    '@electric-sql/pglite/dist/pglite.data',
    '@electric-sql/pglite/dist/initdb.wasm',
    ...Object.entries(archives).flatMap(([name, files]) => files.map((file) => `${name}/dist/${file}`)),
    'web-tree-sitter/web-tree-sitter.wasm',
    'tree-sitter-python/tree-sitter-python.wasm',
  ];
  // Packages beside PGlite are optional.
  for (const file of files.filter((file) => existsSync(join(repository, 'node_modules', file))))
    symlinkSync(join(repository, 'node_modules', file), join(folder, file.slice(file.lastIndexOf('/') + 1)));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
