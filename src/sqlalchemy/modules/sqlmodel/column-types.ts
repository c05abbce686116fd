/** `get_sqlalchemy_type` of sqlmodel/main.py: the column type that a field's Python type stands for. */
import type { Interpreter } from '../../../python/interpreter';
import { bool, unknown } from '../../../python/native';
import { typingFormOf } from '../../../python/typing-forms';
import type { ClassValue, UnknownValue, Value } from '../../../python/values';
import { describe } from '../../unreadable';
import { sincePydantic2, sqlmodelRelease } from '../../versions';
import { expect, type TypeClasses } from '../type-classes';
import type { ModelField } from './fields';

/** `isinstance(meta, (PydanticMetadata, MaxLen))`: MaxLen of pydantic 2 was passed over until 0.0.18. */
const seesMaxLength = (interpreter: Interpreter): boolean => !sincePydantic2(interpreter) || sqlmodelRelease(interpreter) >= 19;

type Kind = 'enum' | 'text' | 'float' | 'bool' | 'int' | 'naive' | 'datetime' | 'date' | 'interval' | 'time' | 'bytes' | 'decimal' | 'uuid';

const address = 'ipaddress.IPv4Address ipaddress.IPv4Network ipaddress.IPv6Address ipaddress.IPv6Network pathlib.Path pydantic.EmailStr';

/** The classes that `issubclass` asks about, by module and name. */
const classesOf: Readonly<Record<Kind, readonly string[]>> = {
  enum: ['enum.Enum'],
  text: ['builtins.str', ...address.split(' ')],
  float: ['builtins.float'],
  bool: ['builtins.bool'],
  int: ['builtins.int'],
  naive: ['pydantic.NaiveDatetime'],
  datetime: ['datetime.datetime', 'pydantic.AwareDatetime'],
  date: ['datetime.date'],
  interval: ['datetime.timedelta'],
  time: ['datetime.time'],
  bytes: ['builtins.bytes'],
  decimal: ['decimal.Decimal'],
  uuid: ['uuid.UUID'],
};

const order: readonly Kind[] = [
  'enum',
  'text',
  'float',
  'bool',
  'int',
  'naive',
  'datetime',
  'date',
  'interval',
  'time',
  'bytes',
  'decimal',
  'uuid',
];

/** Until 0.0.8 a `(str, Enum)` was text before it was an Enum. */
const oldOrder: readonly Kind[] = [...order.slice(1, 10), 'enum', ...order.slice(10)];

/** A type object or class of SQLAlchemy's, or why there is none. */
export function columnTypeOf(interpreter: Interpreter, types: TypeClasses, field: ModelField): Value {
  const release = sqlmodelRelease(interpreter);
  const cls = aware(field.metadata) ?? classOf(field.type, field, !sincePydantic2(interpreter));
  if (cls.type === 'unknown') return cls;
  const strange = cls.mro.find((base): base is UnknownValue => base.type === 'unknown');
  if (strange) return { ...strange, reason: `the SQL type for ${cls.name} (${strange.reason})`, place: field.annotation.textPlace };
  const kind = (release <= 8 ? oldOrder : order).find((candidate) => isKind(cls, candidate, release));
  if (!kind) return refused(field, `the SQL type for ${cls.name}, which SQLModel has none for`);
  const make = (key: string, options: Readonly<Record<string, Value | null>> = {}): Value =>
    interpreter.call(
      expect(types.byKey, key),
      {
        positional: [],
        keywords: new Map(Object.entries(options).flatMap(([name, value]) => (value ? [[name, value]] : []))),
        unknown: null,
      },
      field.annotation.textPlace,
    );
  switch (kind) {
    case 'enum':
      return interpreter.call(
        expect(types.byKey, 'sa.Enum'),
        { positional: [cls], keywords: new Map(), unknown: null },
        field.annotation.textPlace,
      );
    case 'text':
      return make('sa.String', { length: seesMaxLength(interpreter) ? maxLength(field) : null });
    case 'float':
      return make('sa.Float');
    case 'bool':
      return make('sa.Boolean');
    case 'int':
      return make('sa.Integer');
    case 'naive':
      return make('sa.DateTime');
    case 'datetime':
      return make('sa.DateTime', { timezone: bool(release >= 45) });
    case 'date':
      return make('sa.Date');
    case 'interval':
      return make('sa.Interval');
    case 'time':
      return make('sa.Time');
    case 'bytes':
      return make('sa.LargeBinary');
    case 'decimal':
      return make('sa.Numeric', decimals(interpreter, field, !sincePydantic2(interpreter)));
    case 'uuid':
      return make(release < 19 ? 'sa.UUID' : 'sa.Uuid');
  }
}

function isKind(cls: ClassValue, kind: Kind, release: number): boolean {
  if (release < 45 && cls.module === 'pydantic' && (cls.name === 'NaiveDatetime' || cls.name === 'AwareDatetime')) return false;
  return cls.mro.some((base) => base.type === 'class' && classesOf[kind].includes(`${base.module}.${base.name}`));
}

/** `get_sa_type_from_type_annotation`; `ModelField.type_` of pydantic 1, which looks into containers too. */
function classOf(type: Value, field: ModelField, looksInside: boolean): ClassValue | UnknownValue {
  if (type.type === 'class' || type.type === 'unknown') return type;
  const form = typingFormOf(type);
  if (!form) return refused(field, `the SQL type for ${field.annotation.text} (a ${describe(type)})`);
  if (form.name === 'Annotated') return aware(form.arguments.slice(1)) ?? classOf(form.arguments[0] ?? type, field, looksInside);
  if (form.name === 'Optional' && form.arguments[0]) return classOf(form.arguments[0], field, looksInside);
  if (form.name === 'Union') {
    const rest = form.arguments.filter((member) => !isNone(member));
    const [only] = rest;
    if (rest.length === 1 && only && form.arguments.length === 2) return classOf(only, field, looksInside);
    return refused(field, `the SQL type for ${field.annotation.text}, a union of several types`);
  }
  const item = form.arguments[form.arguments.length - 1];
  if (looksInside && form.origin && item) return classOf(item, field, looksInside);
  return form.origin ?? refused(field, `the SQL type for ${field.annotation.text}, which SQLModel has none for`);
}

/** `Annotated[datetime, AwareDatetime]`. */
function aware(metadata: readonly Value[]): ClassValue | null {
  const constraint = metadata.filter((part) => part.type === 'class' && /^(Aware|Naive)Datetime$/.test(part.name)).at(-1);
  return constraint?.type === 'class' ? constraint : null;
}

export const isNone = (value: Value): boolean => value.type === 'None' || (value.type === 'class' && value.name === 'NoneType');

function refused(field: ModelField, reason: string): UnknownValue {
  return unknown(reason, field.annotation.textPlace);
}

/** The last of `Annotated[str, MaxLen(5)]` and `Field(max_length=)`; `max_items` came to mean the same. */
function maxLength(field: ModelField): Value | null {
  const fromMetadata = field.metadata.flatMap((part) =>
    part.type === 'instance' && part.class.name === 'MaxLen' ? (part.attributes.get('max_length') ?? []) : [],
  );
  const fromField = field.infos.flatMap((info) => info.option('max_length') ?? []);
  return [...fromMetadata, ...fromField].filter((length) => length.type !== 'None').at(-1) ?? null;
}

/** `max_digits` and `decimal_places` of a Field, or of `condecimal(...)`, through `Optional` with pydantic 1 alone. */
function decimals(interpreter: Interpreter, field: ModelField, looksInside: boolean): Readonly<Record<string, Value | null>> {
  const info = field.infos.filter((candidate) => candidate.option('max_digits') || candidate.option('decimal_places')).at(-1);
  if (info) return { precision: info.option('max_digits'), scale: info.option('decimal_places') };
  const digits = [...field.metadata, ...(looksInside ? innerMetadata(field.type) : [])].find(
    (part) => part.type === 'instance' && part.class.name === 'Digits',
  );
  const value = (name: string) => (digits ? interpreter.getAttribute(digits, name, null) : null);
  return { precision: value('max_digits'), scale: value('decimal_places') };
}

function innerMetadata(type: Value): readonly Value[] {
  const form = typingFormOf(type);
  if (!form) return [];
  return form.name === 'Annotated' ? form.arguments.slice(1) : form.arguments.flatMap(innerMetadata);
}
