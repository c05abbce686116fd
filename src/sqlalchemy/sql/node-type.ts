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
    case 'name':
    case 'column_of':
    case 'subquery':
    case 'coerced':
      return node.type ? typeFamily(node.type) : 'other';
    case 'parameter':
      return node.parameter.type ? typeFamily(node.parameter.type) : 'other';
    case 'function': {
      const type = typeOfNode(node);
      return type ? typeFamily(type) : 'other';
    }
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

/** Functions that give what their first argument is (`ReturnTypeFromArgs` of sqlalchemy/sql/functions.py). */
const likeArgument: ReadonlySet<string> = new Set(['coalesce', 'max', 'min', 'sum', 'lower', 'upper']);

/** The type that an expression was declared with, as far as values of it are turned into Python's by it; null where it has none. */
export function typeOfNode(node: SqlNode): Value | null {
  switch (node.kind) {
    case 'value':
    case 'cast':
    case 'coerced':
    case 'column_of':
    case 'subquery':
      return node.type;
    case 'column':
      return typeOfColumn(node.column);
    case 'name':
    case 'literal_column':
      return node.type ?? null;
    case 'parameter':
      return node.parameter.type;
    case 'function': {
      if (node.type) return node.type;
      const [first] = node.args;
      return first && node.path.length === 1 && likeArgument.has(node.path[0] ?? '') ? typeOfNode(first) : null;
    }
    case 'label':
    case 'order':
    case 'over':
    case 'filtered':
    case 'within_group':
    case 'ordered':
    case 'distinct':
      return typeOfNode(node.operand);
    case 'case':
      return [...node.whens.map(([, then]) => typeOfNode(then)), node.otherwise && typeOfNode(node.otherwise)].find((type) => type) ?? null;
    default:
      return null;
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
