/** The modules of the standard library that matter for models and migrations; any other is a module of which nothing is known. */
import type { HostModules } from '../interpreter';
import { typingModule } from './typing';

export const standardModules: HostModules = new Map([
  ['typing', typingModule('typing')],
  ['typing_extensions', typingModule('typing_extensions')],
]);
