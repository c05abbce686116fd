/** The SQL type of a Python type: `registry._resolve_type` of sqlalchemy/orm/decl_api.py. */
import { instance, noArguments, none } from '../../../python/native';
import { typingFormOf } from '../../../python/typing-forms';
import type { ClassValue, Value } from '../../../python/values';
import { itemsOf } from '../../plain-values';
import { TypeObject } from '../../schema-objects';
import type { SqlalchemySeries } from '../../versions';
import { expect, type TypeClasses } from '../type-classes';
import { annotatedParts, standsFor, withoutNone } from './annotation-unions';
import type { Registry } from './registry';

/** `_type_map` of sqlalchemy/sql/sqltypes.py, by the Python class's module and name. */
const defaultTypes: Readonly<Record<string, string>> = {
  'builtins.int': 'sa.Integer',
  'builtins.float': 'sa.Double',
  'builtins.bool': 'sa.Boolean',
  'builtins.str': 'sa.String',
  'builtins.bytes': 'sa.LargeBinary',
  'decimal.Decimal': 'sa.Numeric',
  'datetime.date': 'sa.Date',
  'datetime.datetime': 'sa.DateTime',
  'datetime.time': 'sa.Time',
  'datetime.timedelta': 'sa.Interval',
  'uuid.UUID': 'sa.Uuid',
};

/** Looks up the SQL types of annotations for one registry, as one series of SQLAlchemy does. */
export class TypeLookup {
  constructor(
    private readonly types: TypeClasses,
    private readonly registry: Registry | null,
    private readonly version: SqlalchemySeries,
  ) {}

  /**
   * The type for what `Mapped[...]` holds, None taken out and one alias opened (`MappedColumn._init_column_for_annotation`):
   * the alias itself, then what it stands for, then the type inside `Annotated`. Null where SQLAlchemy finds none, an Unknown
   * where a part is not known.
   */
  typeOf(alias: Value | null, type: Value): Value | null {
    const inner = annotatedParts(type)?.type;
    const candidates = [alias, type, inner ? withoutNone(inner) : null];
    for (const candidate of candidates) {
      if (!candidate) continue;
      const found = this.resolve(candidate) ?? (candidate === type ? this.fallback(candidate) : null);
      if (found) return found;
    }
    return null;
  }

  /** 2.0 alone looks through aliases of aliases and NewType. */
  private fallback(type: Value): Value | null {
    if (this.version !== '2.0') return null;
    const newType = standsFor(type, 'NewType');
    const alias = standsFor(type, 'TypeAliasType');
    if (!newType && !alias) return null;
    const name = newType ? 'NewType' : 'TypeAliasType';
    let [inner, depth] = [newType ?? alias ?? type, 0];
    for (let next = standsFor(inner, name); next && depth < 50; next = standsFor(inner, name)) [inner, depth] = [next, depth + 1];
    return this.resolve(newType ? inner : withoutNone(inner));
  }

  private resolve(type: Value): Value | null {
    if (type.type === 'unknown') return type;
    const form = typingFormOf(type);
    if (form?.name === 'Literal') return this.ofLiteral(type, form.arguments);
    if (form?.name === 'Annotated') return this.registry?.typeFor(type) ?? null;
    if (type.type === 'class') return this.ofClass(type);
    const found = this.registry?.typeFor(type) ?? null;
    const literal = standsFor(type, 'TypeAliasType');
    const values = found && isEnumOfAnything(found) && literal ? typingFormOf(literal) : null;
    return values?.name === 'Literal' && found ? this.enumLike(found, values.arguments, true) : found;
  }

  private ofLiteral(type: Value, values: readonly Value[]): Value | null {
    const own = this.registry?.typeFor(type);
    if (own) return isEnumOfAnything(own) ? this.enumLike(own, values, true) : own;
    if (values.some((value) => value.type !== 'str')) return null;
    const general = this.registry?.typeForForm('Literal') ?? null;
    return general ? this.enumLike(general, values, true) : this.enumOf(values, new Map([['native_enum', false]]));
  }

  /** The class itself, else an ancestor whose type takes subclasses, which an Enum alone does. */
  private ofClass(cls: ClassValue): Value | null {
    for (const ancestor of cls.mro) {
      if (ancestor.type === 'unknown') return ancestor;
      const mapped = this.registry?.typeFor(ancestor) ?? null;
      if (mapped?.type === 'unknown') return mapped;
      if (mapped && isEnum(mapped))
        return this.enumLike(mapped, isPythonEnum(cls) && (ancestor !== cls || isEnumOfAnything(mapped)) ? [cls] : null, false);
      if (mapped && ancestor === cls) return mapped;
      if (mapped) continue;
      if (ancestor.module === 'enum' && ancestor.name === 'Enum') return ancestor === cls ? null : this.enumOf([cls], new Map());
      const key = ancestor === cls ? this.defaultKey(cls) : null;
      if (key) return expect(this.types.byKey, key);
    }
    return null;
  }

  private defaultKey(cls: ClassValue): string | undefined {
    const key = defaultTypes[`${cls.module}.${cls.name}`];
    return key === 'sa.Double' && this.version === '2.0' ? 'sa.Float' : key;
  }

  private enumOf(values: readonly Value[], flags: ReadonlyMap<string, boolean>): Value {
    // `Enum._make_enum_kw` hands on the schema that the generic form has, so that the MetaData's is not taken over.
    const keywords = new Map<string, Value>([['schema', none]]);
    for (const [name, value] of flags) keywords.set(name, { type: 'bool', value, place: null });
    return instance(expect(this.types.byKey, 'sa.Enum'), new TypeObject({ positional: values, keywords, unknown: null }, null), null);
  }

  /** `Enum._resolve_for_python_type`: a generic Enum like that of the map, of these values; null: of its own. Variants are lost. */
  private enumLike(like: Value, values: readonly Value[] | null, literal: boolean): Value {
    const args = like.type === 'instance' && like.host instanceof TypeObject ? like.host.args : noArguments;
    const keywords = new Map<string, Value>([['schema', none], ...args.keywords]);
    if (literal) keywords.set('native_enum', { type: 'bool', value: false, place: null });
    const made = new TypeObject({ positional: values ?? args.positional, keywords, unknown: args.unknown }, like.place);
    return instance(expect(this.types.byKey, 'sa.Enum'), made, like.place);
  }
}

const isPythonEnum = (cls: ClassValue): boolean =>
  cls.mro.some((ancestor) => ancestor.type === 'class' && ancestor.module === 'enum' && ancestor.name === 'Enum');

const isEnum = (type: Value): boolean => {
  const cls = type.type === 'instance' ? type.class : type;
  return cls.type === 'class' && cls.mro.some((ancestor) => ancestor.type === 'class' && ancestor.name === 'Enum');
};

/** `Enum(enum.Enum)`: the generic form, which takes its members from the annotation. */
function isEnumOfAnything(type: Value): boolean {
  if (!isEnum(type)) return false;
  if (type.type !== 'instance' || !(type.host instanceof TypeObject)) return false;
  const values = type.host.args.positional.flatMap(itemsOf);
  const [only] = values;
  return values.length === 1 && only?.type === 'class' && only.module === 'enum' && only.name === 'Enum';
}
