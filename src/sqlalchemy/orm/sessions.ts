/**
 * Sessions over mapped classes, for programs that run revisions. What SQLAlchemy's ORM does stands in Python of our own (`source/`), run by
 * the evaluator: mappers, the state of objects, the unit of work, queries. It goes to the database through Core's statements, as SQLAlchemy's
 * own does. What cannot be known is said where the project's code made a session need it.
 */
import { changing } from '../../python/changes';
import { PythonError } from '../../python/evaluate/scope';
import type { Interpreter } from '../../python/interpreter';
import { nativeFunction, nativeMethod, none } from '../../python/native';
import type { Place } from '../../python/place';
import type { ClassValue, ModuleValue, NativeCall, Value } from '../../python/values';
import { type Listener, setSessionParts } from './constructor';
import { instrument, propertyLoader } from './instrumentation';
import { sessionNatives } from './natives';
import type { SessionHost } from './session-host';
import { sessionsSource } from './source/sessions-source';

/** What one call of a session counts: the work behind it is not the project's. */
const stepsOfOneCall = 50;

/** Where in the project the work of sessions is wanted: places in the Python of this room are nobody's. */
export class WorkPlace {
  private current: Place | null = null;

  get(): Place | null {
    return this.current;
  }

  /** Runs something that the project's code asked for at a place. What it raises is raised there. */
  within<Result>(interpreter: Interpreter, place: Place | null, run: () => Result): Result {
    if (!place || place.file.startsWith('<')) return run();
    const before = this.current;
    this.current = place;
    try {
      return interpreter.countedAs(stepsOfOneCall, run);
    } catch (error) {
      if (error instanceof PythonError && (!error.place || error.place.file.startsWith('<'))) throw new PythonError(error.exception, place);
      throw error;
    } finally {
      this.current = before;
    }
  }
}

const publicClasses = ['Session', 'sessionmaker', 'scoped_session', 'Query', 'SessionTransaction', 'SessionContext', 'DynamicCollection'];

/** The names of `sqlalchemy.orm` and its modules that sessions bring. */
const ormNames =
  'Session sessionmaker scoped_session Query aliased validates foreign remote object_session make_transient class_mapper ' +
  'flag_modified flag_dirty set_committed_value configure_mappers SessionTransaction Mapper';
const loaderOptions =
  'joinedload selectinload subqueryload lazyload immediateload contains_eager load_only defer undefer undefer_group raiseload noload ' +
  'defaultload selectin_polymorphic with_loader_criteria';

export interface Sessions {
  readonly names: Readonly<Record<string, Value>>;
  /** `db.session`: a session that an application keeps, on the revision's connection. */
  readonly applicationSession: Value;
}

export function makeSessions(interpreter: Interpreter, host: SessionHost, work: WorkPlace): Sessions {
  const core = interpreter.importModule('sqlalchemy', null);
  const listeners: Listener[] = [];
  const exceptions = interpreter.importModule('sqlalchemy.exc', null);
  const errors = exceptions.type === 'module' ? Object.fromEntries(exceptions.namespace) : {};
  const names = { ...errors, ...sessionNatives(interpreter, host, listeners), core };
  const module = interpreter.runSource('sqlalchemy.orm.session', sessionsSource, names);
  const member = (name: string): Value => module.namespace.get(name) ?? none;
  const placed = (value: Value): Value => {
    const call: NativeCall = (inner, args, place) => work.within(inner, place, () => inner.call(value, args, place));
    return nativeFunction('name' in value && typeof value.name === 'string' ? value.name : 'function', call);
  };
  for (const name of publicClasses) placeMethods(module, name, work);
  setSessionParts(interpreter, {
    listeners,
    construct: placed(member('construct')),
    query: member('application_query'),
    expandStatement: member('expand_statement'),
    loadProperty: propertyLoader(placed(member('load_attribute'))),
  });
  const orm = interpreter.importModule('sqlalchemy.orm', null);
  const classNamed = (holder: Value, name: string): ClassValue | null => {
    const found = interpreter.findAttribute(holder, name, null);
    return found?.type === 'class' ? found : null;
  };
  const columns = [classNamed(core, 'Column'), classNamed(orm, 'MappedColumn')].filter((cls) => cls !== null);
  const relationship = classNamed(orm, 'RelationshipProperty');
  if (relationship)
    instrument(columns, relationship, {
      column: placed(member('load_attribute')),
      relationshipOnClass: placed(member('relationship_on_class')),
      relationship: placed(member('get_relationship')),
      setRelationship: placed(member('set_relationship')),
    });
  const option = member('loader_option');
  return {
    names: {
      ...Object.fromEntries(ormNames.split(' ').map((name) => [name, member(name)])),
      ...Object.fromEntries(loaderOptions.split(' ').map((name) => [name, option])),
    },
    applicationSession: interpreter.call(member('application_session'), { positional: [], keywords: new Map(), unknown: null }, null),
  };
}

function placeMethods(module: ModuleValue, name: string, work: WorkPlace): void {
  const cls = module.namespace.get(name);
  if (cls?.type !== 'class') return;
  for (const [method, value] of [...cls.namespace]) {
    if (value.type !== 'function') continue;
    const call: NativeCall = (interpreter, args, place) => work.within(interpreter, place, () => interpreter.call(value, args, place));
    changing(cls.namespace).set(method, nativeMethod(method, call));
  }
}
