/**
 * What Flask-Migrate's template for several databases asks the running application: the names of its binds,
 * `current_app.config.get('SQLALCHEMY_BINDS')`. Anything else of it is not known.
 */
import type { HostModule } from '../../python/interpreter';
import { argument, hostModule, instance, nativeClass, nativeMethod, unknown } from '../../python/native';
import type { DictValue, Value } from '../../python/values';

/** The host module `flask` of a template; the main database is no bind. */
export function flaskOf(engines: readonly string[]): HostModule {
  const binds: DictValue = {
    type: 'dict',
    entries: new Map(
      engines
        .filter((name) => name !== '')
        .map((name) => [`s${name}`, { key: { type: 'str', value: name, place: null }, value: unknown(`the URL of ${name}`, null) }]),
    ),
    place: null,
  };
  const option = (key: Value | null): Value =>
    key?.type === 'str' && key.value === 'SQLALCHEMY_BINDS' ? binds : unknown("an option of Flask's current_app", null);
  const config = nativeClass({
    name: 'Config',
    module: 'flask.config',
    members: {
      get: nativeMethod('get', (_interpreter, args) => option(argument(args, 1, 'key'))),
      __getitem__: nativeMethod('__getitem__', (_interpreter, args) => option(argument(args, 1, 'key'))),
    },
  });
  const application = nativeClass({
    name: 'Flask',
    module: 'flask.app',
    members: {},
    native: {
      tag: 'template.flask',
      attribute: (_interpreter, _self, name, place) =>
        name === 'config' ? instance(config, null, null) : unknown(`${name} of Flask's current_app`, place),
    },
  });
  return hostModule('flask', () => ({ current_app: instance(application, null, null) }));
}
