/** Runs git, which is all that the product ever runs of a person's machine without being asked. */
import { execFile, spawn } from 'node:child_process';

// Reading must not wait for, or take, the lock that a person's own git command may hold; and it must not ask for a password.
const environment = () => ({ ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' });

/** What git prints. Rejects where there is no git, no repository, or git refuses. */
export function git(root: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', [...args], { cwd: root, env: environment(), maxBuffer: 64 * 1024 * 1024 }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
  });
}

/** The contents of blobs, in order; null for one that is not there (a clone may leave contents out). */
export async function blobs(root: string, ids: readonly string[]): Promise<readonly (Buffer | null)[]> {
  const output = await new Promise<Buffer>((resolve, reject) => {
    const child = spawn('git', ['cat-file', '--batch'], { cwd: root, env: environment(), stdio: ['pipe', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.stdin.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`git cat-file ended with ${code}`))));
    child.stdin.end(`${ids.join('\n')}\n`);
  });
  let at = 0;
  return ids.map(() => {
    const end = output.indexOf('\n', at);
    const size = /^\S+ blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) return null;
    const content = output.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return content;
  });
}
