/** typing and typing_extensions: every form keeps its arguments (see typing-forms.ts); what only matters to a type checker does nothing. */
import { classes } from '../builtin-classes';
import type { HostModule } from '../interpreter';
import { hostModule, nativeClass, nativeFunction, none } from '../native';
import { typeVariable, typingForm } from '../typing-forms';
import type { ClassValue, NativeCall, Value } from '../values';
import { namedTupleBase } from './collections';

/** Forms that stand for a builtin class: `List[int]()` makes a list, and a class may inherit from it. */
const aliases: Readonly<Record<string, ClassValue>> = {
  List: classes.list,
  Dict: classes.dict,
  Set: classes.set,
  FrozenSet: classes.frozenset,
  Tuple: classes.tuple,
  DefaultDict: classes.dict,
  OrderedDict: classes.dict,
};

const forms = [
  ...['Optional', 'Union', 'Annotated', 'Literal', 'ClassVar', 'Final', 'Callable', 'Type', 'Concatenate', 'Required', 'NotRequired'],
  ...['Iterable', 'Iterator', 'Sequence', 'Mapping', 'MutableMapping', 'MutableSequence', 'MutableSet', 'AbstractSet', 'Collection'],
  ...['Generator', 'AsyncGenerator', 'AsyncIterator', 'AsyncIterable', 'Awaitable', 'Coroutine', 'ContextManager', 'AsyncContextManager'],
  ...['Deque', 'Counter', 'ChainMap', 'Container', 'Reversible', 'Pattern', 'Match', 'KeysView', 'ValuesView', 'ItemsView', 'MappingView'],
  ...[
    'TypeGuard',
    'TypeIs',
    'Unpack',
    'ReadOnly',
    'IO',
    'TextIO',
    'BinaryIO',
    'SupportsInt',
    'SupportsFloat',
    'SupportsIndex',
    'Awaitable',
  ],
  ...[
    'Generic',
    'Protocol',
    'Any',
    'NoReturn',
    'Never',
    'Self',
    'AnyStr',
    'LiteralString',
    'TypeAlias',
    'Hashable',
    'Sized',
    'ByteString',
    'Text',
  ],
];

/** A function that gives back its argument, called directly or with options first. */
const passThrough: NativeCall = (_interpreter, args) => {
  const [first] = args.positional;
  return first ?? nativeFunction('decorator', (_inner, given) => given.positional[0] ?? none);
};

const variable: NativeCall = (_interpreter, args, place) => {
  const [name] = args.positional;
  return typeVariable(name?.type === 'str' ? name.value : '', place);
};

const typedDict = nativeClass({ name: 'TypedDict', module: 'typing', bases: [classes.dict] });

function members(): Record<string, Value> {
  const made: Record<string, Value> = {};
  for (const name of forms) made[name] = typingForm(name, [], null, null);
  for (const [name, origin] of Object.entries(aliases)) made[name] = typingForm(name, [], origin, null);
  for (const name of ['TypeVar', 'ParamSpec', 'TypeVarTuple']) made[name] = nativeFunction(name, variable);
  for (const name of ['overload', 'final', 'no_type_check', 'runtime_checkable', 'override', 'dataclass_transform', 'deprecated']) {
    made[name] = nativeFunction(name, passThrough);
  }
  made['dataclass_transform'] = nativeFunction('dataclass_transform', () => nativeFunction('decorator', passThrough));
  made['deprecated'] = made['dataclass_transform'];
  made['cast'] = nativeFunction('cast', (_interpreter, args) => args.positional[1] ?? none);
  made['assert_type'] = nativeFunction('assert_type', (_interpreter, args) => args.positional[0] ?? none);
  made['NewType'] = nativeFunction('NewType', (_interpreter, args, place) =>
    typingForm('NewType', [args.keywords.get('tp') ?? args.positional[1] ?? none], null, place),
  );
  made['TypeAliasType'] = nativeFunction('TypeAliasType', (_interpreter, args, place) =>
    typingForm('TypeAliasType', [args.keywords.get('value') ?? args.positional[1] ?? none], null, place),
  );
  made['Text'] = classes.str;
  made['TYPE_CHECKING'] = { type: 'bool', value: false, place: null };
  made['NamedTuple'] = namedTupleBase;
  made['TypedDict'] = typedDict;
  return made;
}

/** The module under either of its names. */
export const typingModule = (name: string): HostModule => hostModule(name, members);
