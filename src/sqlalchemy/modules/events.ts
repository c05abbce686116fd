/**
 * `sqlalchemy.event` and `DDL(...)`. What listens to the making of a table may send DDL of its own: known, and said to stand beside what is
 * compared; the table itself is whole.
 */
import { changing } from '../../python/changes';
import { linesAt } from '../../python/files';
import type { Interpreter } from '../../python/interpreter';
import { instance, nativeClass, nativeFunction, nativeMethod, none, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, ClassValue, Value } from '../../python/values';
import { sessionParts } from '../orm/constructor';
import { selfOf } from '../plain-values';
import { MetaDataObject, TableObject } from '../schema-objects';
import { inertFunction } from './inert';

/** The kind under which is recorded, as an Unknown, what DDL beside the tables asks for. */
export const ddlRecord = 'sqlalchemy ddl';

/** A `DDL(...)`: for which dialects it is, by `execute_if`; null: for every one. */
class DdlObject {
  constructor(readonly dialects: readonly string[] | null) {}
}

const making: ReadonlySet<string> = new Set(['before_create', 'after_create']);

/** What is said where `listener` answers to `event` of `target`; null where that cannot make anything. */
function beside(target: Value | undefined, event: Value | undefined, listener: Value | undefined, place: Place | null): Value | null {
  if (event?.type !== 'str' || !making.has(event.value)) return null;
  if (listener?.type === 'instance' && listener.host instanceof DdlObject) {
    const { dialects } = listener.host;
    if (dialects && !dialects.includes('postgresql')) return null;
  }
  const when = event.value.replace('_create', '');
  return unknown(`what is sent to the database ${when} ${targetName(target)} is created, which stands beside what is compared`, place);
}

function targetName(target: Value | undefined): string {
  if (target?.type !== 'instance') return 'a table';
  if (target.host instanceof TableObject) return `table ${target.host.name}`;
  return target.host instanceof MetaDataObject ? 'the MetaData' : 'a table';
}

/** Events at which classes are mapped and tables put together: https://docs.sqlalchemy.org/en/20/orm/events.html, core/events.html. */
const mapping: ReadonlySet<string> = new Set(
  (
    'instrument_class before_instrument_class after_mapper_constructed before_mapper_configured mapper_configured before_configured ' +
    'after_configured class_instrument before_parent_attach after_parent_attach'
  ).split(' '),
);

/** Calls without which nothing comes to a table. */
const addsToTables = /\b(?:Column|mapped_column|Table|Index|\w*Constraint|append_column|append_constraint|add_property|setattr)\s*\(/;

/** What is said of a listener of the project that may add to tables as they are mapped: it is not run. */
function adding(interpreter: Interpreter, event: Value | undefined, listener: Value | undefined, place: Place | null): Value | null {
  if (event?.type !== 'str' || !mapping.has(event.value) || listener?.type !== 'function' || !listener.place) return null;
  return addsToTables.test(linesAt(interpreter.files, listener.place))
    ? unknown(`what ${listener.name} adds to tables at ${event.value}, which is not followed`, place)
    : null;
}

function listen(interpreter: Interpreter, args: Arguments, listener: Value | undefined, place: Place | null): void {
  const [target, event] = args.positional;
  if (target && event?.type === 'str' && listener) sessionParts(interpreter)?.listeners.push({ target, name: event.value, listener });
  const said = beside(target, event, listener, place);
  if (said) interpreter.record(ddlRecord, said, place);
  const added = adding(interpreter, event, listener, place);
  if (added) interpreter.record(ddlRecord, added, place);
}

const ddlClass: ClassValue = nativeClass({
  name: 'DDL',
  module: 'sqlalchemy.schema',
  native: { tag: 'sqlalchemy ddl' },
  members: {
    __init__: nativeMethod('__init__', (_interpreter, args) => {
      const self = selfOf(args);
      if (self) changing(self).host = new DdlObject(null);
      return none;
    }),
    execute_if: nativeMethod('execute_if', (_interpreter, args, place) => {
      const [self] = args.positional;
      const dialect = args.keywords.get('dialect');
      const names = dialect?.type === 'tuple' || dialect?.type === 'list' || dialect?.type === 'set' ? null : dialect;
      return names?.type === 'str' ? instance(ddlClass, new DdlObject([names.value]), place) : (self ?? none);
    }),
  },
});

export const ddlNames: Readonly<Record<string, Value>> = { DDL: ddlClass };

/** The members of `sqlalchemy.event`. */
export const eventNames: Readonly<Record<string, Value>> = {
  listen: nativeFunction('listen', (interpreter, args, place) => {
    listen(interpreter, args, args.positional[2] ?? args.keywords.get('fn'), place);
    return none;
  }),
  listens_for: nativeFunction('listens_for', (_interpreter, args, place) =>
    nativeFunction('listens_for', (interpreter, decorated) => {
      listen(interpreter, args, decorated.positional[0], place);
      return decorated.positional[0] ?? none;
    }),
  ),
  remove: inertFunction('remove'),
  contains: inertFunction('contains'),
};
