import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

function read(path: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

/** Every text that the sources hand to `t`, from VS Code or from @vscode/l10n. */
function textsInSources(): ReadonlySet<string> {
  const files = readdirSync(join(root, 'src/editor'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const calls = /\bt\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g;
  return new Set(
    files.flatMap((name) => {
      const source = readFileSync(join(root, 'src/editor', name), 'utf8');
      return [...source.matchAll(calls)].map(([, single, double]) => single ?? double ?? '');
    }),
  );
}

describe('texts for translators', () => {
  it('are all in the bundle, and no others', () => {
    assert.deepEqual(Object.keys(read('l10n/bundle.l10n.json')).sort(), [...textsInSources()].sort());
  });

  it('of the manifest are all there', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const named = new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual(Object.keys(read('package.nls.json')).sort(), [...named].sort());
  });
});
