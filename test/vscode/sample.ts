import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Sample {
  readonly folder: string;
  /** false on a machine without git: then nothing can tell what the working copy introduced. */
  readonly committed: boolean;
  remove(): void;
}

/**
 * A copy of the sample project in a temporary folder, with one commit, so that "what the working copy introduced" has a meaning.
 */
export function copySample(): Sample {
  const folder = mkdtempSync(join(tmpdir(), 'migration-keeper-sample-'));
  cpSync(resolve(__dirname, '../../../examples/docs-host'), folder, { recursive: true });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (spawnSync('git', ['--version']).error) return { folder, committed: false, remove };
  const identity = ['-c', 'user.name=Sample', '-c', 'user.email=sample@example.com', '-c', 'commit.gpgsign=false'];
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--message=Start'],
  ]) {
    execFileSync('git', args, { cwd: folder });
  }
  return { folder, committed: true, remove };
}
