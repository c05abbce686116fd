/** A shadow for tests that need none: whoever asks it fails. */
import type { Shadow } from '../../src/migrations/shadow/requests';

const refuse = () => Promise.reject(new Error('nothing may be replayed here'));

export const noShadow: Shadow = {
  warm: () => undefined,
  replay: refuse,
  normalise: refuse,
  prove: refuse,
  record: refuse,
  stop: () => undefined,
};
