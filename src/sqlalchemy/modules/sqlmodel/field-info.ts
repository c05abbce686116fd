/** `Field(...)` of SQLModel and of pydantic, and `Relationship(...)`: what they were called with. */
import { instance, nativeClass, nativeFunction, unknown } from '../../../python/native';
import type { Arguments, Value } from '../../../python/values';

export class FieldInfo {
  constructor(
    readonly args: Arguments,
    /** pydantic's own Field knows nothing of columns. */
    readonly speaksOfColumns: boolean,
  ) {}

  /** `primary_key=`, `index=` and the like; null where they were not passed. */
  column(name: string): Value | null {
    return this.speaksOfColumns ? this.option(name) : null;
  }

  option(name: string): Value | null {
    return this.args.keywords.get(name) ?? null;
  }

  /** `Field(default)` or `Field(default=...)`. */
  get default(): Value | null {
    return this.args.positional[0] ?? this.option('default');
  }
}

/** The host of what `Relationship(...)` gives. */
export class RelationshipInfo {}

const fieldClass = nativeClass({
  name: 'FieldInfo',
  module: 'sqlmodel.main',
  native: {
    tag: 'sqlmodel FieldInfo',
    attribute: (_interpreter, _self, name, place) => (name.startsWith('__') ? null : unknown(`the attribute ${name} of a Field`, place)),
  },
});

const relationshipClass = nativeClass({
  name: 'RelationshipInfo',
  module: 'sqlmodel.main',
  native: { tag: 'sqlmodel RelationshipInfo', attribute: (_interpreter, self) => self, call: (_interpreter, self) => self },
});

const fieldMaker = (speaksOfColumns: boolean) =>
  nativeFunction('Field', (_interpreter, args, place) => instance(fieldClass, new FieldInfo(args, speaksOfColumns), place));

export const sqlmodelField = fieldMaker(true);
export const pydanticField = fieldMaker(false);

export const relationship = nativeFunction('Relationship', (_interpreter, _args, place) =>
  instance(relationshipClass, new RelationshipInfo(), place),
);

export const fieldInfoOf = (value: Value | null | undefined): FieldInfo | null =>
  value?.type === 'instance' && value.host instanceof FieldInfo ? value.host : null;

export const isRelationship = (value: Value | null | undefined): boolean =>
  value?.type === 'instance' && value.host instanceof RelationshipInfo;
