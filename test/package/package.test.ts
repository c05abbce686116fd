import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import contribArchives from '../../src/postgres/contrib-archives.json';

/** Files that the extension opens while it runs; no bundler can put them inside its JavaScript. */
const openedAtRunTime = [
  'dist/pglite.wasm',
  'dist/pglite.data',
  'dist/initdb.wasm',
  'dist/web-tree-sitter.wasm',
  'dist/tree-sitter-python.wasm',
  ...Object.values(contribArchives)
    .flat()
    .map((archive) => `dist/${archive}`),
];

describe('the packaged extension', () => {
  const entries = unzipSync(readFileSync(process.env.VSIX ?? 'out/migration-keeper.vsix'));
  const files = Object.keys(entries)
    .filter((path) => path.startsWith('extension/') && !path.endsWith('/'))
    .map((path) => path.slice('extension/'.length));

  it('holds every process', () => {
    for (const name of ['extension', 'engine', 'shadow', 'cli']) assert.ok(files.includes(`dist/${name}.js`), `dist/${name}.js is missing`);
  });

  it('holds what the processes open at run time, whole', () => {
    for (const file of openedAtRunTime) {
      const packed = entries[`extension/${file}`];
      assert.ok(packed, `${file} is missing`);
      assert.ok(packed.length > 0, `${file} is empty`);
    }
  });

  it('holds every file that package.json speaks of', () => {
    const manifest = readFileSync('package.json', 'utf8');
    const spoken = [...manifest.matchAll(/"(?:\.\/)?((?:media|dist|migrations-templates)\/[^"*]+)"/g)].map((match) => match[1] ?? '');
    assert.ok(spoken.includes('media/icon.png'));
    for (const file of spoken) assert.ok(files.includes(file), `${file} is missing`);
  });

  it('holds the templates that new revisions and environments are made from', () => {
    assert.ok(files.some((file) => file.startsWith('migrations-templates/')));
  });

  it('holds what the marketplace shows', () => {
    const names = files.map((file) => file.toLowerCase());
    for (const name of ['package.json', 'readme.md', 'changelog.md', 'license.txt']) assert.ok(names.includes(name), `${name} is missing`);
  });

  it('holds nothing else', () => {
    const expected =
      /^(package(\.nls[^/]*)?\.json|readme\.md|changelog\.md|license\.txt|dist\/[^/]+\.(js|wasm|data|tar\.gz)|(media|l10n|migrations-templates)\/.+)$/i;
    assert.deepEqual(
      files.filter((file) => !expected.test(file)),
      [],
    );
  });
});
