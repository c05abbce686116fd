// The PostgreSQL server of the tests, from a script.
import { createRequire } from 'node:module';

/** Starts one on a free port; see test/postgres/server.ts. */
export async function startServer() {
  const { startServer: start } = createRequire(import.meta.url)('../../out/test/postgres/server.js');
  return start();
}
