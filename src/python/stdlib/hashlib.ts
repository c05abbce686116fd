/** hashlib and base64, of bytes that are known. */
import { firstUnknown } from '../builtins/method-table';
import { changing } from '../changes';
import { hexOf, md5, sha1, sha256 } from '../digests';
import type { Interpreter } from '../interpreter';
import { instance, int, nativeClass, nativeFunction, nativeMethod, none, str, unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { Arguments, NativeCall, Value } from '../values';
import { partialModule } from './partial-module';

type Digest = (bytes: Uint8Array) => Uint8Array;

class Hash {
  constructor(
    readonly name: string,
    readonly digest: Digest,
    readonly bytes: Uint8Array,
  ) {}
}

/** Longer contents are not hashed. */
const longest = 1 << 20;

const hashOf = (value: Value | undefined): Hash | null => (value?.type === 'instance' && value.host instanceof Hash ? value.host : null);

const asked = (run: (hash: Hash, place: Place | null) => Value): Value =>
  nativeMethod('digest', (_interpreter, args, place) => {
    const hash = hashOf(args.positional[0]);
    return hash ? run(hash, place) : unknown('a hash of what is not known', place);
  });

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => Uint8Array.from([...a, ...b]);

/** The bytes that are to be hashed; null where they are not known, TypeError for what is no bytes. */
function contents(interpreter: Interpreter, given: Value | undefined, place: Place | null): Uint8Array | null {
  const value = given ? plain(given) : none;
  if (value.type === 'bytes') return value.value.length > longest ? null : value.value;
  if (value.type === 'str') return interpreter.raise('TypeError', 'Strings must be encoded before hashing', place);
  return null;
}

const update: NativeCall = (interpreter, args, place) => {
  const [self, given] = args.positional;
  const hash = hashOf(self);
  const bytes = contents(interpreter, given, place);
  if (self?.type !== 'instance') return none;
  changing(self).host = hash && bytes ? new Hash(hash.name, hash.digest, joined(hash.bytes, bytes)) : null;
  return none;
};

const hashClass = nativeClass({
  name: 'HASH',
  module: '_hashlib',
  members: {
    hexdigest: asked((hash, place) => str(hexOf(hash.digest(hash.bytes)), place)),
    digest: asked((hash, place) => ({ type: 'bytes', value: hash.digest(hash.bytes), place })),
    copy: asked((hash, place) => instance(hashClass, hash, place)),
    update: nativeMethod('update', update),
  },
  native: {
    tag: 'hashlib',
    attribute: (_interpreter, self, name, place) => {
      const hash = hashOf(self);
      if (name.startsWith('__')) return null;
      if (hash && name === 'name') return str(hash.name, place);
      if (hash && name === 'digest_size') return int(hash.digest(new Uint8Array()).length, place);
      return unknown(`the value of a hash's ${name}`, place);
    },
  },
});

const digests: Readonly<Record<string, Digest>> = { md5, sha1, sha256 };

const started =
  (name: string, digest: Digest): NativeCall =>
  (interpreter, args, place) => {
    const given = args.positional[0] ?? args.keywords.get('data') ?? args.keywords.get('string');
    const missed = firstUnknown(args);
    const bytes = given ? contents(interpreter, given, place) : new Uint8Array();
    return instance(hashClass, bytes && !missed ? new Hash(name, digest, bytes) : null, place);
  };

const byName: NativeCall = (interpreter, args, place) => {
  const [name = none, ...positional] = args.positional;
  const known = name.type === 'str' && Object.hasOwn(digests, name.value) ? digests[name.value] : undefined;
  if (!known || name.type !== 'str') return unknown('a hash of another kind', place);
  return started(name.value, known)(interpreter, { ...args, positional }, place);
};

export const hashlibModule = partialModule('hashlib', () => ({
  ...Object.fromEntries(Object.entries(digests).map(([name, digest]) => [name, nativeFunction(name, started(name, digest))])),
  new: nativeFunction('new', byName),
}));

const binary = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A function of one bytes argument, or of a text in ASCII where Python takes one. */
const ofBytes =
  (run: (bytes: Uint8Array) => Uint8Array | null, takesText = false): NativeCall =>
  (interpreter, args: Arguments, place) => {
    const missed = firstUnknown(args);
    if (missed) return missed;
    const given = plain(args.positional[0] ?? none);
    const isText = takesText && given.type === 'str' && /^[\x00-\x7f]*$/.test(given.value);
    if (given.type === 'str' && !takesText) {
      return interpreter.raise('TypeError', "a bytes-like object is required, not 'str'", place);
    }
    const bytes = given.type === 'bytes' ? given.value : isText && given.type === 'str' ? bytesOf(given.value) : null;
    const made = bytes && args.positional.length === 1 && args.keywords.size === 0 ? run(bytes) : null;
    return made ? { type: 'bytes', value: made, place } : unknown('bytes in another encoding', place);
  };

const encoded = (bytes: Uint8Array): string => btoa(binary(bytes));
const urlSafe = (text: string): string => text.replace(/\+/g, '-').replace(/\//g, '_');
const standard = (text: string): string => text.replace(/-/g, '+').replace(/_/g, '/');

/** Only what is written as `b64encode` writes it. */
function decoded(text: string): Uint8Array | null {
  const isWhole = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return isWhole ? bytesOf(atob(text)) : null;
}

export const base64Module = partialModule('base64', () => ({
  b64encode: nativeFunction(
    'b64encode',
    ofBytes((bytes) => bytesOf(encoded(bytes))),
  ),
  standard_b64encode: nativeFunction(
    'standard_b64encode',
    ofBytes((bytes) => bytesOf(encoded(bytes))),
  ),
  urlsafe_b64encode: nativeFunction(
    'urlsafe_b64encode',
    ofBytes((bytes) => bytesOf(urlSafe(encoded(bytes)))),
  ),
  b64decode: nativeFunction(
    'b64decode',
    ofBytes((bytes) => decoded(binary(bytes)), true),
  ),
  urlsafe_b64decode: nativeFunction(
    'urlsafe_b64decode',
    ofBytes((bytes) => decoded(standard(binary(bytes))), true),
  ),
  b16encode: nativeFunction(
    'b16encode',
    ofBytes((bytes) => bytesOf(hexOf(bytes).toUpperCase())),
  ),
}));

export const binasciiModule = partialModule('binascii', () => ({
  hexlify: nativeFunction(
    'hexlify',
    ofBytes((bytes) => bytesOf(hexOf(bytes))),
  ),
}));
