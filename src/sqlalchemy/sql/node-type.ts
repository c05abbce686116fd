/** What kind of value an expression gives, as far as SQLAlchemy's operators ask (`TypeEngine._type_affinity`). */
import type { Value } from '../../python/values';
import type { ColumnObject } from '../schema-objects';
import { ancestry } from '../types/catalogue';
import { isType, specOf } from '../types/read-type';
import type { SqlNode } from './node';

export type Family = 'text' | 'integer' | 'numeric' | 'json' | 'jsonb' | 'array' | 'range' | 'hstore' | 'other';

/** Of an expression; `other` also where it cannot be told. */
export function familyOf(node: SqlNode): Family {
  switch (node.kind) {
    case 'value':
      if (node.value.type === 'str') return 'text';
      if (node.value.type === 'int') return 'integer';
      return node.value.type === 'float' ? 'numeric' : 'other';
    case 'column':
      return columnFamily(node.column);
    case 'cast':
      return typeFamily(node.type);
    case 'label':
    case 'collate':
      return familyOf(node.operand);
    case 'element':
      return elementFamily(node);
    case 'binary':
      return [familyOf(node.left), familyOf(node.right)].find((family) => family !== 'other') ?? 'other';
    default:
      return 'other';
  }
}

function elementFamily(node: SqlNode & { kind: 'element' }): Family {
  const of = familyOf(node.left);
  if (node.as === 'text') return 'text';
  if (node.as !== 'json') return node.as.type === 'VARCHAR' ? 'text' : node.as.type === 'INTEGER' ? 'integer' : 'numeric';
  return of === 'json' || of === 'jsonb' ? of : 'other';
}

/** The type given to the column, else the one its annotation says; null where neither does. */
export function typeOfColumn(column: ColumnObject): Value | null {
  const own = [...column.args.positional, column.args.keywords.get('type_')].find((value) => value && isType(value));
  return own ?? column.annotated?.type ?? null;
}

function columnFamily(column: ColumnObject): Family {
  const type = typeOfColumn(column);
  return type ? typeFamily(type) : 'other';
}

/** A TypeDecorator counts as what it stands on. */
export function typeFamily(type: Value, depth = 0): Family {
  const spec = specOf(type);
  if (!spec || depth > 10) return 'other';
  if (spec.name === 'TypeDecorator') {
    const cls = type.type === 'class' ? type : type.type === 'instance' ? type.class : null;
    const impl = cls?.mro.flatMap((ancestor) => (ancestor.type === 'class' ? (ancestor.namespace.get('impl') ?? []) : []))[0];
    return impl ? typeFamily(impl, depth + 1) : 'other';
  }
  const lineage = ancestry(spec);
  if (lineage.includes('postgresql.JSONB')) return 'jsonb';
  if (lineage.includes('postgresql.HSTORE')) return 'hstore';
  if (lineage.includes('sa.JSON')) return 'json';
  if (lineage.includes('sa.ARRAY')) return 'array';
  if (lineage.includes('sa.String')) return 'text';
  if (lineage.includes('sa.Integer')) return 'integer';
  if (lineage.includes('sa.Numeric')) return 'numeric';
  return /RANGE$/.test(spec.name) ? 'range' : 'other';
}
