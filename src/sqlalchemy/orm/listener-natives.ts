/** Listeners of SQLAlchemy's events, as sessions ask for them (sqlalchemy/orm/events.py). */
import { bool, list, str } from '../../python/native';
import type { NativeCall, Value } from '../../python/values';
import type { Listener } from './constructor';

/** Events that the unit of work tells; of any other it is said that nobody was told. */
const told: ReadonlySet<string> = new Set(
  (
    'before_insert after_insert before_update after_update before_delete after_delete before_flush after_flush after_flush_postexec ' +
    'instrument_class mapper_configured after_configured before_configured before_create after_create before_drop after_drop ' +
    'before_commit after_commit after_begin after_rollback after_transaction_end connect do_orm_execute'
  ).split(' '),
);

/** `event.listen(Mapper, …)` and `event.listen(Session, …)` speak of all of them. */
const isOf = (value: Value, module: string, name: string): boolean =>
  (value.type === 'class' && value.module === module && value.name === name) ||
  (value.type === 'instance' && value.class.module === module && value.class.name === name);

const sessionNames = ['Session', 'sessionmaker', 'scoped_session'];

export function listenerNatives(listeners: readonly Listener[]): Readonly<Record<string, NativeCall>> {
  return {
    listeners: (_interpreter, args) => {
      const [cls, name] = args.positional;
      const found = listeners.filter(
        (candidate) =>
          name?.type === 'str' &&
          candidate.name === name.value &&
          (candidate.target === cls ||
            isOf(candidate.target, 'sqlalchemy.orm', 'Mapper') ||
            isOf(candidate.target, sessionModule, 'Mapper')),
      );
      return list(found.map(({ listener }) => listener));
    },
    has_listeners: () => bool(listeners.length > 0),
    session_listeners: (_interpreter, args) => {
      const [name] = args.positional;
      const found = listeners.filter(
        ({ target, name: event }) =>
          name?.type === 'str' && event === name.value && sessionNames.some((known) => isOf(target, sessionModule, known)),
      );
      return list(found.map(({ listener }) => listener));
    },
    /** The names of events of a class or of one of its attributes that nobody tells. */
    untold_events: (_interpreter, args) => {
      const found = listeners.filter(({ target, name }) => args.positional.includes(target) && !told.has(name));
      return list([...new Set(found.map(({ name }) => name))].map((name) => str(name)));
    },
  };
}

const sessionModule = 'sqlalchemy.orm.session';
