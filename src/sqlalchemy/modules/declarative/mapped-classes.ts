/** Which classes are mapped, and what a class inherits from them (`_is_supercls_for_inherits` of sqlalchemy/orm/decl_base.py). */
import { changingForGood } from '../../../python/changes';
import type { ClassValue } from '../../../python/values';
import { TableObject } from '../../schema-objects';

/** The base that delays the mapping of its direct subclasses until all of theirs are known. */
const lateBase = 'AbstractConcreteBase';

export class MappedClasses {
  private readonly mapped = new WeakSet<ClassValue>();

  add(cls: ClassValue): void {
    changingForGood(cls.namespace);
    this.mapped.add(cls);
  }

  has(cls: ClassValue): boolean {
    return this.mapped.has(cls);
  }

  /** A class whose columns are its own and not its subclasses': mapped, and not by `AbstractConcreteBase` only later. */
  isSuperclass(cls: ClassValue): boolean {
    return this.mapped.has(cls) && !isLate(cls);
  }

  /** The mapped classes that the bases lead to, abstract ones looked through. More than one is an error. */
  inheritedBy(cls: ClassValue): readonly ClassValue[] {
    const found = cls.bases.flatMap((base) => (base.type === 'class' ? (this.resolved(base) ?? []) : []));
    return [...new Set(found)].filter((base) => this.isSuperclass(base));
  }

  /** `_resolve_for_abstract_or_classical`. */
  private resolved(cls: ClassValue): ClassValue | null {
    if (isAbstract(cls)) {
      for (const base of cls.bases) {
        const found = base.type === 'class' ? this.resolved(base) : null;
        if (found) return found;
      }
      return null;
    }
    return cls.mro.find((ancestor): ancestor is ClassValue => ancestor.type === 'class' && this.mapped.has(ancestor)) ?? cls;
  }
}

/** `AbstractConcreteBase` among the bases themselves. */
export const isLate = (cls: ClassValue): boolean =>
  cls.bases.some((base) => base.type === 'class' && base.name === lateBase && base.native !== null);

/** `__abstract__` of the class itself. */
export function isAbstract(cls: ClassValue): boolean {
  const abstract = cls.namespace.get('__abstract__');
  return abstract?.type === 'bool' && abstract.value;
}

/** The table that a mapped class stands on, its own or an ancestor's. */
export function tableOf(cls: ClassValue): TableObject | null {
  for (const ancestor of cls.mro) {
    const table = ancestor.type === 'class' ? ancestor.namespace.get('__table__') : undefined;
    if (table?.type === 'instance' && table.host instanceof TableObject) return table.host;
  }
  return null;
}
