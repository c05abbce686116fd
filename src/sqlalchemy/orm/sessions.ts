/**
 * Sessions over mapped classes, for programs that run revisions. What SQLAlchemy's ORM does stands in Python of our own (`source/`), run by
 * the evaluator: mappers, the state of objects, the unit of work, queries. It goes to the database through Core's statements, as SQLAlchemy's
 * own does. What cannot be known is said where the project's code made a session need it.
 */
import { changing, listenedBy } from '../../python/changes';
import { PythonError } from '../../python/evaluate/scope';
import type { Interpreter } from '../../python/interpreter';
import { nativeFunction, nativeMethod, noArguments, none } from '../../python/native';
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

const loaderNames: ReadonlySet<string> = new Set(loaderOptions.split(' '));
const names: ReadonlySet<string> = new Set([...ormNames.split(' '), ...loaderOptions.split(' ')]);

export interface Sessions {
  /** A member of `sqlalchemy.orm` that sessions bring; null for any other name. Most revisions ask for none, and none is made for them. */
  member(name: string): Value | null;
  readonly names: ReadonlySet<string>;
  /** `db.session`: a session that an application keeps, on the revision's connection. */
  applicationSession(): Value;
}

export function makeSessions(interpreter: Interpreter, host: SessionHost, work: WorkPlace): Sessions {
  const core = interpreter.importModule('sqlalchemy', null);
  const listeners: Listener[] = [];
  let made: ModuleValue | null = null;
  const make = (): ModuleValue => {
    const exceptions = interpreter.importModule('sqlalchemy.exc', null);
    const errors = exceptions.type === 'module' ? Object.fromEntries(exceptions.namespace) : {};
    const bound = { ...errors, ...sessionNatives(interpreter, host, listeners), core };
    const module = interpreter.runSource('sqlalchemy.orm.session', sessionsSource, bound);
    for (const name of publicClasses) placeMethods(module, name, work);
    return module;
  };
  // Nobody listens: it is made the same whoever asks first, so it is nothing that this revision leaves behind.
  const started = (): ModuleValue => {
    made ??= listenedBy(null, make);
    return made;
  };
  const member = (name: string): Value => started().namespace.get(name) ?? none;
  /** A function of ours, called where the project's code is. */
  const placed = (name: string): Value =>
    nativeFunction(name, (inner, args, place) => work.within(inner, place, () => inner.call(member(name), args, place)));
  setSessionParts(interpreter, {
    listeners,
    construct: placed('construct'),
    query: {
      type: 'descriptor',
      kind: 'native',
      function: none,
      get: (inner, _instance, owner, place) => inner.call(member('application_query'), { ...noArguments, positional: [owner] }, place),
      attributes: new Map(),
      place: null,
    },
    expandStatement: placed('expand_statement'),
    loadProperty: propertyLoader(placed('load_attribute')),
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
      column: placed('load_attribute'),
      relationshipOnClass: placed('relationship_on_class'),
      relationship: placed('get_relationship'),
      setRelationship: placed('set_relationship'),
    });
  return {
    names,
    member: (name) => (names.has(name) ? member(loaderNames.has(name) ? 'loader_option' : name) : null),
    applicationSession: () => interpreter.call(member('application_session'), noArguments, null),
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
