// TypeScript of this project, bundled when a script runs it, so that it is never older than the source.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Bundles a file of the repository and returns the path of the outcome. */
export async function bundled(source, external = []) {
  const outfile = join(root, 'node_modules/.cache/migration-keeper', source.replaceAll('/', '-').replace(/\.ts$/, '.cjs'));
  await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile,
    bundle: true,
    external,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The bundle is CommonJS; the package's ES module would look for itself through import.meta.url.
    alias: { 'web-tree-sitter': join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    logLevel: 'error',
  });
  return outfile;
}
