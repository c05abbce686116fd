/** The attributes of a class body, in the order in which the declarative scan looks at them. */
import type { Place } from '../../../python/place';
import type { ClassValue } from '../../../python/values';
import { speaksOfMapped } from './annotations';

/** A `def` under an unknown decorator is no column, nor is what an annotation calls something else than `Mapped`. */
export function mayBeColumn(cls: ClassValue, name: string): boolean {
  const annotation = cls.annotations.get(name);
  if (annotation) return speaksOfMapped(annotation);
  return cls.bindings?.has(name) ?? true;
}

/** From the name to the end of the assignment by which the class body made an attribute; null where a `def` did. */
export function assignmentOf(cls: ClassValue, name: string): Place | null {
  return cls.bindings?.get(name) ?? cls.annotations.get(name)?.place ?? null;
}

/** `merge_lists_w_ordering(vars(cls), annotations)`; 1.4 looks at no annotations. */
export function attributeNames(cls: ClassValue, annotations: boolean): readonly string[] {
  const names = cls.namespace.keys();
  if (!annotations || cls.annotations.size === 0) return [...names];
  const overlap = new Set([...cls.annotations.keys()].filter((name) => cls.namespace.has(name)));
  const result = new Set<string>();
  let [current, other] = [names, cls.annotations.keys()];
  for (;;) {
    const next = current.next();
    if (next.done) return [...result, ...other];
    if (overlap.delete(next.value)) [current, other] = [other, current];
    else result.add(next.value);
  }
}
