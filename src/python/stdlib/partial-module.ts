/** Modules of the standard library of which a part is carried out. */
import type { HostModule } from '../interpreter';
import { unknown } from '../native';
import type { Value } from '../values';

/** A module whose other names exist for all we know, and are Unknown. */
export const partialModule =
  (name: string, members: () => Readonly<Record<string, Value>>): HostModule =>
  () => ({
    type: 'module',
    name,
    file: null,
    namespace: new Map(Object.entries(members())),
    missing: (attribute, place) => (attribute.startsWith('__') ? null : unknown(`the value of ${name}.${attribute}`, place)),
    place: null,
  });
