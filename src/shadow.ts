/** The shadow process: PGlite and what must ask it synchronously. Started by migrations/shadow/shadow-process.ts. */

import { type ShadowService, startShadowService } from './migrations/shadow/serve-shadow';
import type { ShadowAnswer, ShadowMessage } from './migrations/shadow/shadow-process';
import { ShadowStopped } from './postgres/shadow-database';

const [assets = __dirname, folder, build] = process.argv.slice(2);
const service = startShadowService(assets, folder && build ? { folder, build } : null);

async function answer(message: ShadowMessage): Promise<ShadowAnswer> {
  try {
    return { id: message.id, result: await call(await service, message) };
  } catch (error) {
    // A PostgreSQL that broke down answers nothing sound any more: the parent starts a new process with the next request.
    if (error instanceof ShadowStopped) process.exit(1);
    return {
      id: message.id,
      error: `The embedded PostgreSQL could not do this: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function call(shadow: ShadowService, message: ShadowMessage): Promise<unknown> {
  switch (message.method) {
    case 'warm':
      return shadow.warm();
    case 'replay':
      return shadow.replay(message.argument);
    case 'normalise':
      return shadow.normalise(message.argument);
    case 'prove':
      return shadow.prove(message.argument);
    case 'record':
      return shadow.record(message.argument);
  }
}

process.on('message', (message: ShadowMessage) => {
  void answer(message).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
