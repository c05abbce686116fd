/**
 * SQLAlchemy's DDL elements that a revision executes itself: `op.execute(CreateSequence(Sequence('s')))`. To models they are names alone.
 * What each takes and writes: sqlalchemy/sql/ddl.py, `DDLCompiler` in sqlalchemy/sql/compiler.py.
 */
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, nativeClass, nativeMethod, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, Value } from '../../python/values';
import type { Operation } from '../../schema/operation';
import { quoteIdentifier } from '../../schema/quoting';
import {
  constraintFrom,
  indexFrom,
  sequenceFrom,
  type TableContext,
  tableContextOf,
  tableObjectFrom,
} from '../../sqlalchemy/definitions-from-values';
import { given, optionalFlag, textOf } from '../../sqlalchemy/plain-values';
import { unreadable } from '../../sqlalchemy/unreadable';
import { known } from './operation-call';
import { asCreated } from './tables';

/** The call that made an element; its arguments count from behind `self`. */
interface Made {
  readonly args: Arguments;
  readonly place: Place | null;
}

class DdlElement {
  constructor(
    readonly operation: Meaning,
    readonly made: Made,
  ) {}
}

type Meaning = (interpreter: Interpreter, made: Made) => Operation;

const elementOf = ({ args }: Made): Value => argument(args, 1, 'element') ?? none;

const isSet = ({ args }: Made, name: string): boolean => optionalFlag(args.keywords.get(name) ?? null, name) ?? false;

function placeOfItem(element: Value, what: string): TableContext & { readonly table: NonNullable<TableContext['table']> } {
  const context = tableContextOf(element);
  const { table, namingConvention } = context ? known(context) : unreadable(`the table of ${what}`, element.place);
  return { table: table ?? unreadable(`the table of ${what}`, element.place), namingConvention };
}

function schemaStatement(verb: 'CREATE' | 'DROP', made: Made): string {
  const name = quoteIdentifier(textOf(argument(made.args, 1, 'name') ?? none, 'the name of a schema'));
  if (verb === 'CREATE') return `CREATE SCHEMA ${isSet(made, 'if_not_exists') ? 'IF NOT EXISTS ' : ''}${name}`;
  return `DROP SCHEMA ${isSet(made, 'if_exists') ? 'IF EXISTS ' : ''}${name}${isSet(made, 'cascade') ? ' CASCADE' : ''}`;
}

const meanings: Readonly<Record<string, Meaning>> = {
  /** The table alone: what `Table.create()` makes beside it are elements of their own. */
  CreateTable(interpreter, made) {
    const read = known(tableObjectFrom(interpreter, elementOf(made)));
    const columns = read.columns.map((column) => ({ ...column, comment: null }));
    const table = { ...asCreated(read), columns, indexes: [], comment: null };
    return { kind: 'create_table', table, ifNotExists: isSet(made, 'if_not_exists'), place: made.place };
  },
  DropTable(interpreter, made) {
    const { schema, name } = known(tableObjectFrom(interpreter, elementOf(made)));
    return { kind: 'drop_table', table: { schema, name }, ifExists: isSet(made, 'if_exists'), reverse: null, place: made.place };
  },
  CreateIndex(interpreter, made) {
    const context = placeOfItem(elementOf(made), 'an index');
    const index = known(indexFrom(interpreter, elementOf(made), context));
    return { kind: 'create_index', table: context.table, index, ifNotExists: isSet(made, 'if_not_exists'), place: made.place };
  },
  DropIndex(interpreter, made) {
    const context = placeOfItem(elementOf(made), 'an index');
    const { name, concurrently } = known(indexFrom(interpreter, elementOf(made), context));
    return {
      kind: 'drop_index',
      name: name ?? unreadable('the name of an index', made.place),
      schema: context.table.schema,
      table: context.table,
      ifExists: isSet(made, 'if_exists'),
      concurrently,
      reverse: null,
      place: made.place,
    };
  },
  CreateSequence(interpreter, made) {
    const sequence = known(sequenceFrom(interpreter, elementOf(made)));
    return { kind: 'create_sequence', sequence, ifNotExists: isSet(made, 'if_not_exists'), place: made.place };
  },
  DropSequence(interpreter, made) {
    const { schema, name } = known(sequenceFrom(interpreter, elementOf(made)));
    return { kind: 'drop_sequence', schema, name, ifExists: isSet(made, 'if_exists'), reverse: null, place: made.place };
  },
  AddConstraint(interpreter, made) {
    const context = placeOfItem(elementOf(made), 'a constraint');
    const constraint = known(constraintFrom(interpreter, elementOf(made), context));
    return { kind: 'create_constraint', table: context.table, constraint: { ...constraint, comment: null }, place: made.place };
  },
  DropConstraint(interpreter, made) {
    const context = placeOfItem(elementOf(made), 'a constraint');
    const { name, kind } = known(constraintFrom(interpreter, elementOf(made), context));
    if (isSet(made, 'cascade')) return unreadable('DropConstraint(cascade=True)', made.place);
    const ifExists = isSet(made, 'if_exists');
    return { kind: 'drop_constraint', table: context.table, name, constraintKind: kind, ifExists, reverse: null, place: made.place };
  },
  CreateSchema: (_interpreter, made) => ({ kind: 'execute', sql: schemaStatement('CREATE', made), place: made.place }),
  DropSchema: (_interpreter, made) => ({ kind: 'execute', sql: schemaStatement('DROP', made), place: made.place }),
  /** `DDLCompiler.visit_ddl`: the text is a %-format, without a target of no values. */
  DDL(_interpreter, made) {
    const text = textOf(argument(made.args, 1, 'statement') ?? none, 'the statement of a DDL()');
    const context = given(argument(made.args, 2, 'context'));
    return { kind: 'execute', sql: formatted(text, context, made.place), place: made.place };
  },
};

/** `text % context`, where the context holds texts alone. */
function formatted(text: string, context: Value | null, place: Place | null): string {
  const values = new Map(context?.type === 'dict' ? [...context.entries.values()].map(({ key, value }) => [key, value] as const) : []);
  const named = new Map(
    [...values].flatMap(([key, value]) => (key.type === 'str' && value.type === 'str' ? [[key.value, value.value]] : [])),
  );
  return text.replace(/%(%|\((\w+)\)s)?/g, (_whole, what: string | undefined, name: string | undefined) => {
    if (what === '%') return '%';
    return named.get(name ?? '') ?? unreadable('a DDL() with values of its own', place);
  });
}

const elementClass = (name: string, operation: Meaning): ClassValue =>
  nativeClass({
    name,
    module: 'sqlalchemy.sql.ddl',
    native: { tag: 'sqlalchemy ddl element' },
    members: {
      __init__: nativeMethod('__init__', (_interpreter, args, place) => {
        const [self] = args.positional;
        if (self?.type === 'instance') changing(self).host = new DdlElement(operation, { args, place });
        return none;
      }),
    },
  });

/** Gives a program the classes, before a revision imports them. */
export function addDdlElements(interpreter: Interpreter): void {
  const classes = Object.entries(meanings).map(([name, operation]) => [name, elementClass(name, operation)] as const);
  for (const moduleName of ['sqlalchemy', 'sqlalchemy.schema', 'sqlalchemy.sql.ddl']) {
    const module = interpreter.importModule(moduleName, null);
    if (module.type !== 'module') continue;
    for (const [name, cls] of classes) if (moduleName !== 'sqlalchemy' || name === 'DDL') changing(module.namespace).set(name, cls);
  }
}

/** What executing a value does where it is a DDL element, null where it is something else; throws `Unreadable`. */
export function ddlOperation(interpreter: Interpreter, value: Value): Operation | null {
  if (value.type !== 'instance' || !(value.host instanceof DdlElement)) return null;
  const { operation, made } = value.host;
  if (made.args.unknown) return unreadable(made.args.unknown.reason, made.args.unknown.place);
  return operation(interpreter, made);
}
