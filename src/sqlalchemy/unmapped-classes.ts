/** Classes that look like models and whose base or metaclass is not known: their tables must not pass for dropped ones. */
import { str } from '../python/native';
import type { Program } from '../python/program';
import type { ClassValue, UnknownValue, Value } from '../python/values';
import type { NotUnderstood } from '../schema/definition';
import { isAbstract } from './modules/declarative/mapped-classes';
import { projectModules } from './project-modules';
import { ColumnObject } from './schema-objects';

/** Looks through every project module that ran. A class is said with its table where `__tablename__` tells it. */
export function unmappedClasses(program: Program): readonly NotUnderstood[] {
  return projectModules(program).flatMap((module) =>
    [...module.namespace.values()].flatMap((value) => {
      if (value.type !== 'class' || value.module !== module.name) return [];
      const unknownBase = value.mro.find((base): base is UnknownValue => base.type === 'unknown');
      const hidden = unknownBase ?? (value.metaclass?.type === 'unknown' ? value.metaclass : undefined);
      const isModel = hidden !== undefined && !value.namespace.has('__table__') && !isAbstract(value) && looksLikeModel(value);
      return isModel ? [notUnderstood(value, hidden, unknownBase ? 'base' : 'metaclass')] : [];
    }),
  );
}

/** `class Hero(Base, table=True)` of SQLModel, which names its table by the class. */
const isTableModel = (cls: ClassValue): boolean => {
  const flag = cls.keywords.get('table');
  return flag?.type === 'bool' && flag.value;
};

function looksLikeModel(cls: ClassValue): boolean {
  return cls.namespace.has('__tablename__') || isTableModel(cls) || [...cls.namespace.values()].some(isOwnColumn);
}

/** A column that no table has: columns of a mixin whose copies stand in tables have none either, but a mixin has no Unknown base. */
const isOwnColumn = (value: Value): boolean => value.type === 'instance' && value.host instanceof ColumnObject && value.host.table === null;

function notUnderstood(cls: ClassValue, base: UnknownValue, what: 'base' | 'metaclass'): NotUnderstood {
  const named = cls.namespace.get('__tablename__');
  const name = named ?? (isTableModel(cls) ? str(cls.name.toLowerCase()) : undefined);
  return {
    message: `the ${what} of model ${cls.name} (${base.reason})`,
    place: cls.place ?? base.place,
    tables: name?.type === 'str' ? [{ schema: null, name: name.value }] : [],
  };
}
