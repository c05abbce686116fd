/** Flask-SQLAlchemy 2 and 3: `db = SQLAlchemy()`, `db.Model` with its automatic table names, every name of SQLAlchemy on `db`. */
import { changing, Registry } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { nativeClass, nativeFunction, nativeMethod, none, str, unknown } from '../../python/native';
import type { Arguments, ClassValue, InstanceValue, Value } from '../../python/values';
import { given, selfOf } from '../plain-values';
import { MetaDataObject } from '../schema-objects';
import type { Declarative } from './declarative';
import { isDeclaredAttr } from './declared-attr';
import { inert } from './inert';
import type { SchemaItems } from './schema-items';

/** What `db.session` and the like are: nothing that makes tables. */
const inertNames: ReadonlySet<string> = new Set(
  'session engine engines get_engine init_app create_all drop_all reflect Query BaseQuery paginate first_or_404 get_or_404 one_or_404 app get_app event'.split(
    ' ',
  ),
);

/** The kind under which every `SQLAlchemy()` of Flask-SQLAlchemy is recorded. */
export const flaskSqlalchemyRecord = 'flask_sqlalchemy SQLAlchemy';

/** The members of the modules `flask_sqlalchemy` and `flask_sqlalchemy.model`. */
export function makeFlaskSqlalchemy(
  declarative: Declarative,
  items: SchemaItems,
  names: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const model = nativeClass({ name: 'Model', module: 'flask_sqlalchemy.model' });
  const sqlalchemy = nativeClass({
    name: 'SQLAlchemy',
    module: 'flask_sqlalchemy',
    native: {
      tag: 'flask_sqlalchemy SQLAlchemy',
      attribute: (_interpreter, self, name, place) => {
        if (name === 'Table') return tableFunction(items, self);
        if (Object.hasOwn(names, name)) return names[name] ?? null;
        if (name.startsWith('__')) return null;
        return inertNames.has(name) ? inert() : unknown(`the attribute ${name} of SQLAlchemy()`, place);
      },
    },
    members: {
      __init__: nativeMethod('__init__', (interpreter, args) => {
        const self = selfOf(args);
        if (self) {
          initialise(interpreter, self, args, declarative, model);
          interpreter.record(flaskSqlalchemyRecord, self, self.place);
        }
        return none;
      }),
    },
  });
  return { SQLAlchemy: sqlalchemy, Model: model, BaseQuery: inert(), DefaultMeta: inert(), Pagination: inert() };
}

function initialise(interpreter: Interpreter, self: InstanceValue, args: Arguments, declarative: Declarative, model: ClassValue): void {
  const passed = given(args.keywords.get('model_class'));
  const modelClass = passed?.type === 'class' ? passed : model;
  const own = interpreter.findAttribute(modelClass, 'metadata', null);
  const metadata = given(args.keywords.get('metadata')) ?? own ?? declarative.newMetadata();
  if (passed?.type === 'unknown' || args.unknown) {
    changing(self.attributes).set('Model', passed ?? args.unknown ?? none);
    changing(self.attributes).set('metadata', metadata);
    return;
  }
  const binds = new Registry<Value>();
  const naming = args.keywords.get('disable_autonaming');
  const automatic = !(naming?.type === 'bool' && naming.value);
  const base: ClassValue = declarative.makeBase({
    name: 'Model',
    metadata,
    bases: [modelClass],
    hooks: {
      subclassed: (inner, cls) => {
        bindMetadata(inner, cls, binds, metadata, declarative);
        if (automatic && shouldName(cls, base, modelClass)) changing(cls.namespace).set('__tablename__', str(snakeCase(cls.name)));
        declarative.map(inner, cls, { keylessInherits: automatic });
      },
    },
  });
  changing(base.namespace).set('query', inert());
  changing(base.namespace).set('query_class', inert());
  changing(self.attributes).set('Model', base);
  changing(self.attributes).set('metadata', metadata);
}

/** `__bind_key__` puts a model into a MetaData of its own (`BindMetaMixin`). */
function bindMetadata(interpreter: Interpreter, cls: ClassValue, binds: Registry<Value>, main: Value, declarative: Declarative): void {
  const key = interpreter.findAttribute(cls, '__bind_key__', null);
  if (key?.type !== 'str' || cls.namespace.has('metadata')) return;
  const known = binds.get(key.value) ?? otherMetadata(main, declarative);
  binds.set(key.value, known);
  changing(cls.namespace).set('metadata', known);
}

/** Another MetaData with the main one's naming convention (`SQLAlchemy._make_metadata`). */
function otherMetadata(main: Value, declarative: Declarative): Value {
  const made = declarative.newMetadata();
  const convention = main.type === 'instance' && main.host instanceof MetaDataObject ? main.host.option('naming_convention') : null;
  if (convention) changing(made.attributes).set('naming_convention', convention);
  return made;
}

/** `should_set_tablename` of flask_sqlalchemy/model.py. */
function shouldName(cls: ClassValue, base: ClassValue, modelClass: ClassValue): boolean {
  if (isAbstract(cls)) return false;
  for (const ancestor of cls.mro) {
    if (ancestor.type === 'unknown' || ancestor === modelClass) continue;
    const name = ancestor.namespace.get('__tablename__');
    if (!name) continue;
    if (isDeclaredAttr(name) || ancestor === cls || isAbstract(ancestor)) return false;
    return ancestor.mro.includes(base);
  }
  return true;
}

function isAbstract(cls: ClassValue): boolean {
  const abstract = cls.namespace.get('__abstract__');
  return abstract?.type === 'bool' && abstract.value;
}

/** `camel_to_snake_case` of flask_sqlalchemy/model.py. */
function snakeCase(name: string): string {
  return name
    .replace(/((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))/g, '_$1')
    .toLowerCase()
    .replace(/^_+/, '');
}

/** `db.Table('name', *columns)`: the MetaData may be left out, and `bind_key=` chooses another. */
function tableFunction(items: SchemaItems, self: InstanceValue): Value {
  return nativeFunction('Table', (interpreter, args, place) => {
    const [name, second, ...rest] = args.positional;
    const metadata = self.attributes.get('metadata') ?? none;
    const hasOwn = second?.type === 'instance' && second.host instanceof MetaDataObject;
    const keywords = new Map([...args.keywords].filter(([key]) => key !== 'bind_key' && key !== 'metadata'));
    const positional = [name ?? none, ...(hasOwn ? [] : [args.keywords.get('metadata') ?? metadata]), ...(second ? [second] : []), ...rest];
    return items.makeTable(interpreter, { positional, keywords, unknown: args.unknown }, place);
  });
}
