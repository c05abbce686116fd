/** The names of sqlalchemy.dialects.postgresql: its types, its constraint and its SQL constructs. */
import { nativeFunction } from '../../python/native';
import type { Value } from '../../python/values';
import { itemsOf } from '../plain-values';
import { elementValue, operandNode } from '../sql/node';
import { dialectValue } from '../types/dialect';
import { noTypeContext, readType } from '../types/read-type';
import { attempt, isUnknown } from '../unreadable';
import type { Expressions } from './expressions';
import { inertFunction } from './inert';
import type { SchemaItems } from './schema-items';
import type { TypeClasses } from './type-classes';

export function postgresqlNames(types: TypeClasses, items: SchemaItems, expressions: Expressions): Readonly<Record<string, Value>> {
  /** `array([…], type_=)`: an empty one is cast to its type (`PGCompiler.visit_array`). */
  const array = nativeFunction('array', (interpreter, args, place) => {
    const [first] = args.positional;
    const type = args.keywords.get('type_') ?? args.positional[1];
    const elements = first ? attempt(() => itemsOf(first).map((item) => operandNode(item)), place) : [];
    if (!Array.isArray(elements)) return isUnknown(elements) ? elements : (first ?? { type: 'None', place });
    const cast = elements.length === 0 && type ? attempt(() => `::${readType(interpreter, type, noTypeContext).sql}[]`, place) : '';
    if (typeof cast !== 'string') return cast;
    return elementValue(expressions.elementClass, { kind: 'list', open: 'ARRAY[', close: `]${cast}`, items: elements }, place);
  });
  return {
    ...types.postgresql,
    array,
    ExcludeConstraint: items.names['ExcludeConstraint'] ?? array,
    dialect: nativeFunction('dialect', () => dialectValue()),
    insert: inertFunction('insert'),
    aggregate_order_by: inertFunction('aggregate_order_by'),
    to_tsvector: expressionFunction(expressions, 'to_tsvector'),
    to_tsquery: expressionFunction(expressions, 'to_tsquery'),
    plainto_tsquery: expressionFunction(expressions, 'plainto_tsquery'),
  };
}

function expressionFunction(expressions: Expressions, name: string): Value {
  return nativeFunction(name, (_interpreter, args, place) =>
    elementValue(
      expressions.elementClass,
      { kind: 'function', path: [name], args: args.positional.map((item) => operandNode(item)) },
      place,
    ),
  );
}
