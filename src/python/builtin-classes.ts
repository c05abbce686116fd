/** The classes of Python's builtins, as values: what `type(x)` gives and `isinstance` compares with. */
import { nativeClass } from './native';
import type { ClassValue, Value } from './values';

const made = new Map<string, ClassValue>();

function define(name: string, ...bases: readonly ClassValue[]): ClassValue {
  const cls = nativeClass({ name, module: 'builtins', bases });
  made.set(name, cls);
  return cls;
}

export const objectClass = define('object');
export const typeClass = define('type');
export const intClass = define('int');
export const classes = {
  none: define('NoneType'),
  int: intClass,
  bool: define('bool', intClass),
  float: define('float'),
  str: define('str'),
  bytes: define('bytes'),
  ellipsis: define('ellipsis'),
  notImplemented: define('NotImplementedType'),
  tuple: define('tuple'),
  list: define('list'),
  dict: define('dict'),
  set: define('set'),
  frozenset: define('frozenset'),
  slice: define('slice'),
  iterator: define('generator'),
  function: define('function'),
  native: define('builtin_function_or_method'),
  method: define('method'),
  property: define('property'),
  classmethod: define('classmethod'),
  staticmethod: define('staticmethod'),
  descriptor: define('descriptor'),
  module: define('module'),
};

/** The names that Python code can say; the others exist only as answers of `type()`. */
export const namedClasses: ReadonlyMap<string, ClassValue> = new Map(
  ['object', 'type', 'int', 'bool', 'float', 'str', 'bytes', 'tuple', 'list', 'dict', 'set', 'frozenset', 'slice']
    .concat(['property', 'classmethod', 'staticmethod'])
    .flatMap((name) => {
      const cls = made.get(name);
      return cls ? [[name, cls] as const] : [];
    }),
);

/** `type(value)`; null for an Unknown. */
export function classOf(value: Value): ClassValue | null {
  switch (value.type) {
    case 'unknown':
      return null;
    case 'instance':
      return value.class;
    case 'class':
      return value.metaclass?.type === 'class' ? value.metaclass : typeClass;
    case 'None':
      return classes.none;
    case 'Ellipsis':
      return classes.ellipsis;
    case 'NotImplemented':
      return classes.notImplemented;
    case 'set':
      return value.frozen ? classes.frozenset : classes.set;
    case 'descriptor':
      return value.kind === 'native' ? classes.descriptor : classes[value.kind];
    default:
      return classes[value.type];
  }
}

/** Whether a class is another or inherits from it; every class is an `object`. */
export const inherits = (cls: ClassValue, of: ClassValue): boolean => of === objectClass || cls.mro.includes(of);

const tree: readonly (readonly [name: string, base: string])[] = [
  ['BaseException', ''],
  ['SystemExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['GeneratorExit', 'BaseException'],
  ['BaseExceptionGroup', 'BaseException'],
  ['Exception', 'BaseException'],
  ['ExceptionGroup', 'Exception'],
  ['StopIteration', 'Exception'],
  ['StopAsyncIteration', 'Exception'],
  ['ArithmeticError', 'Exception'],
  ['FloatingPointError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['BufferError', 'Exception'],
  ['EOFError', 'Exception'],
  ['ImportError', 'Exception'],
  ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'],
  ['BlockingIOError', 'OSError'],
  ['ConnectionError', 'OSError'],
  ['ConnectionRefusedError', 'ConnectionError'],
  ['ConnectionResetError', 'ConnectionError'],
  ['FileExistsError', 'OSError'],
  ['FileNotFoundError', 'OSError'],
  ['InterruptedError', 'OSError'],
  ['IsADirectoryError', 'OSError'],
  ['NotADirectoryError', 'OSError'],
  ['PermissionError', 'OSError'],
  ['TimeoutError', 'OSError'],
  ['ReferenceError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['NotImplementedError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['SyntaxError', 'Exception'],
  ['SystemError', 'Exception'],
  ['TypeError', 'Exception'],
  ['ValueError', 'Exception'],
  ['UnicodeError', 'ValueError'],
  ['UnicodeDecodeError', 'UnicodeError'],
  ['UnicodeEncodeError', 'UnicodeError'],
  ['Warning', 'Exception'],
  ['DeprecationWarning', 'Warning'],
  ['FutureWarning', 'Warning'],
  ['PendingDeprecationWarning', 'Warning'],
  ['ResourceWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'],
  ['SyntaxWarning', 'Warning'],
  ['UserWarning', 'Warning'],
];

function buildExceptions(): ReadonlyMap<string, ClassValue> {
  const exceptions = new Map<string, ClassValue>();
  for (const [name, base] of tree) {
    const parent = exceptions.get(base);
    exceptions.set(name, nativeClass({ name, module: 'builtins', bases: parent ? [parent] : [] }));
  }
  return exceptions;
}

/** Python's built-in exceptions by name, in their true hierarchy. */
export const exceptionClasses: ReadonlyMap<string, ClassValue> = buildExceptions();

/** A built-in exception by name; an unknown name gives `Exception`. */
export function exceptionClass(name: string): ClassValue {
  const cls = exceptionClasses.get(name) ?? exceptionClasses.get('Exception');
  if (!cls) throw new Error('the table of exceptions has lost its root');
  return cls;
}
