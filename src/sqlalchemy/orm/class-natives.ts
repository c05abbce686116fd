/** What the Python of this room does to classes and knows of them besides their mapping. */
import { changing } from '../../python/changes';
import { bool, instance, list, none, str } from '../../python/native';
import type { ClassValue, InstanceValue, NativeCall, Value } from '../../python/values';
import { tableOf } from '../modules/declarative/mapped-classes';
import { RelationshipCall } from '../modules/relationship';
import { TableObject } from '../schema-objects';
import { mappedRelationships } from './mapped-facts';

/** The class in `Mapped[List["Child"]]`, by its name. */
const annotatedClass = /^\s*(?:\w+\.)*(?:Mapped|DynamicMapped|WriteOnlyMapped)\[\s*(.+?)\s*\]\s*$/s;
const wrapper = /^(?:typing\.)?(Optional|List|list|Set|set|Sequence|Collection|Iterable|FrozenSet|Dict|dict)\[(.+)\]$/s;

interface Annotated {
  readonly name: string | null;
  readonly collection: string | null;
}

function readAnnotated(text: string): Annotated {
  let inner = annotatedClass.exec(text)?.[1] ?? text;
  let collection: string | null = null;
  for (;;) {
    inner = inner
      .trim()
      .replace(/^(['"])(.*)\1$/s, '$2')
      .replace(/\s*\|\s*None$|^None\s*\|\s*/, '');
    const found = wrapper.exec(inner);
    if (!found) break;
    if (found[1] !== 'Optional') collection = (found[1] ?? '').toLowerCase();
    inner = found[2] ?? '';
  }
  return { name: /^[\w.]+$/.test(inner) ? inner : null, collection };
}

function addBackref(args: readonly Value[], like: InstanceValue): void {
  const [target, name, source, key, keywords, own] = args;
  if (target?.type !== 'class' || name?.type !== 'str' || source?.type !== 'class' || key?.type !== 'str') return;
  const told = new Map<string, Value>([['_backref', key]]);
  const shared = keywords?.type === 'dict' ? [...keywords.entries.values()] : [];
  // `RelationshipProperty._generate_backref`: the conditions are those of the other side, the other way round.
  const swapped: Readonly<Record<string, string>> = { secondary: 'secondary', foreign_keys: 'foreign_keys', post_update: 'post_update' };
  const conditions: Readonly<Record<string, string>> = { primaryjoin: 'secondaryjoin', secondaryjoin: 'primaryjoin' };
  const isThrough = shared.some(({ key: name_ }) => name_.type === 'str' && name_.value === 'secondary');
  for (const { key: name_, value } of shared) {
    if (name_.type !== 'str') continue;
    const as = swapped[name_.value] ?? (isThrough ? conditions[name_.value] : name_.value === 'primaryjoin' ? 'primaryjoin' : undefined);
    if (as) told.set(as, value);
  }
  if (own?.type === 'dict')
    for (const { key: name_, value } of own.entries.values()) if (name_.type === 'str') told.set(name_.value, value);
  const call = new RelationshipCall('relationship', { positional: [source], keywords: told, unknown: null }, source.place);
  changing(target.namespace).set(name.value, instance(like.class, call, source.place));
}

/** The relationship's own class, which a backref is made of too. */
function relationshipLike(cls: ClassValue, key: string): InstanceValue | null {
  return mappedRelationships(cls).find(({ attribute }) => attribute === key)?.value ?? null;
}

export function classNatives(): Readonly<Record<string, NativeCall>> {
  // What was made for a class once: it must not be forgotten when a branch that was followed on trial is taken back.
  const made = new WeakMap<ClassValue, Value>();
  const ofTables = new WeakMap<TableObject, ClassValue[]>();
  return {
    remembered: (interpreter, args, place) => {
      const [cls, make] = args.positional;
      if (cls?.type !== 'class' || !make) return none;
      const known = made.get(cls) ?? interpreter.call(make, { ...args, positional: [cls] }, place);
      made.set(cls, known);
      const table = tableOf(cls);
      const classes = table ? (ofTables.get(table) ?? []) : [];
      if (table && !classes.includes(cls)) ofTables.set(table, [...classes, cls]);
      return known;
    },
    class_of_table: (_interpreter, args) => {
      const [table] = args.positional;
      return list(table?.type === 'instance' && table.host instanceof TableObject ? (ofTables.get(table.host) ?? []) : []);
    },
    has_own_attribute: (_interpreter, args) => {
      const [cls, name] = args.positional;
      return bool(cls?.type === 'class' && name?.type === 'str' && cls.namespace.has(name.value));
    },
    annotated_class: (_interpreter, args) => {
      const [text] = args.positional;
      const name = text?.type === 'str' ? readAnnotated(text.value).name : null;
      return name === null ? none : str(name);
    },
    annotated_collection: (_interpreter, args) => {
      const [text] = args.positional;
      if (text?.type !== 'str') return none;
      const { collection } = readAnnotated(text.value);
      return collection === null ? bool(/Dynamic|WriteOnly/.test(text.value)) : str(collection);
    },
    add_backref: (_interpreter, args) => {
      const [, , source, key] = args.positional;
      const like = source?.type === 'class' && key?.type === 'str' ? relationshipLike(source, key.value) : null;
      if (like) addBackref(args.positional, like);
      return none;
    },
    keep_validators: (_interpreter, args) => {
      const [cls, setter] = args.positional;
      if (cls?.type === 'class' && setter) changing(cls.namespace).set('__setattr__', setter);
      return none;
    },
  };
}
