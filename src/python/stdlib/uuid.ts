/** The module `uuid` (Lib/uuid.py of CPython): what is made by chance or from the clock is not known. */
import { hexOf, md5, sha1 } from '../digests';
import { instance, int, nativeFunction, none, str, unknown } from '../native';
import { plain } from '../payload';
import type { NativeCall, Value } from '../values';
import { comparison, order } from './datetime/timedelta';
import { partialModule } from './partial-module';
import { bound, type Call, valueClass } from './value-class';

export class Uuid {
  readonly hashKey: string;
  constructor(readonly value: bigint) {
    this.hashKey = `uuid${value}`;
  }
  get hex(): string {
    return this.value.toString(16).padStart(32, '0');
  }
  get text(): string {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
  get bytes(): Uint8Array {
    return Uint8Array.from(this.hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
}

const most = 1n << 128n;

function refused(why: string, { interpreter, place }: Call): never {
  return interpreter.raise('ValueError', why, place);
}

function fromText(text: string, call: Call): Uuid | Value {
  const hex = text
    .replaceAll('urn:', '')
    .replaceAll('uuid:', '')
    .replace(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '');
  if ([...hex].length !== 32) return refused('badly formed hexadecimal UUID string', call);
  if (/^[0-9a-f]{32}$/i.test(hex)) return new Uuid(BigInt(`0x${hex}`));
  // `int(hex, 16)` takes blanks, a sign, a prefix and underscores too.
  const isOdd = /[^\x00-\x7f]|[\s_+x]/i.test(hex);
  return isOdd ? unknown('a UUID in an odd form', call.place) : refused('invalid literal for int() with base 16', call);
}

function make(call: Call): Uuid | Value {
  const [hex, bytes, little, fields, whole, version, safe] = bound(call, 'UUID', [
    'hex',
    'bytes',
    'bytes_le',
    'fields',
    'int',
    'version',
    'is_safe',
  ]).map((value) => (value && value.type !== 'None' ? plain(value) : null));
  const given = [hex, bytes, little, fields, whole].filter((value) => value !== null);
  if (given.length !== 1) {
    return call.interpreter.raise('TypeError', 'one of the hex, bytes, bytes_le, fields, or int arguments must be given', call.place);
  }
  if (version || safe || little || fields) return unknown('a UUID made in another way', call.place);
  if (hex) {
    return hex.type === 'str'
      ? fromText(hex.value, call)
      : call.interpreter.raise('AttributeError', 'the hex of a UUID must be a str', call.place);
  }
  if (bytes?.type === 'bytes') {
    return bytes.value.length === 16 ? new Uuid(BigInt(`0x${hexOf(bytes.value)}`)) : refused('bytes is not a 16-char string', call);
  }
  if (whole?.type === 'int') return whole.value >= 0n && whole.value < most ? new Uuid(whole.value) : refused('int is out of range', call);
  return unknown('a UUID of another kind', call.place);
}

const specified = 'specified in RFC 4122';

function variant(self: Uuid): string {
  const bits = Number((self.value >> 61n) & 7n);
  if (bits < 4) return 'reserved for NCS compatibility';
  if (bits < 6) return specified;
  return bits === 6 ? 'reserved for Microsoft compatibility' : 'reserved for future definition';
}

const part = (shift: bigint, size: bigint) => (self: Uuid, call: Call) => int((self.value >> shift) & ((1n << size) - 1n), call.place);

export const uuidClass = valueClass<Uuid>({
  module: 'uuid',
  name: 'UUID',
  host: Uuid,
  make,
  values: {
    hex: (self, { place }) => str(self.hex, place),
    int: (self, { place }) => int(self.value, place),
    bytes: (self, { place }) => ({ type: 'bytes', value: self.bytes, place }),
    urn: (self, { place }) => str(`urn:uuid:${self.text}`, place),
    variant: (self, { place }) => str(variant(self), place),
    version: (self, { place }) => (variant(self) === specified ? int((self.value >> 76n) & 15n, place) : none),
    time_low: part(96n, 32n),
    time_mid: part(80n, 16n),
    time_hi_version: part(64n, 16n),
    node: part(0n, 48n),
  },
  methods: { __int__: (self, { place }) => int(self.value, place) },
  operate: (self, operator, other, { place }) => {
    if (operator === '__repr__') return str(`UUID('${self.text}')`, place);
    if (operator === '__str__') return str(self.text, place);
    const theirs = other?.type === 'instance' && other.host instanceof Uuid ? other.host : null;
    return theirs && comparison(operator, order(self.value, theirs.value), place);
  },
});

/** `uuid3` and `uuid5`: the hash of a namespace and a name. */
const named =
  (version: bigint, digest: (bytes: Uint8Array) => Uint8Array): NativeCall =>
  (interpreter, args, place) => {
    const call: Call = { interpreter, args, place };
    const [namespace, given] = bound(call, `uuid${version}`, ['namespace', 'name'], 2);
    const name = given ? plain(given) : none;
    const host = namespace?.type === 'instance' && namespace.host instanceof Uuid ? namespace.host : null;
    const bytes = name.type === 'str' ? new TextEncoder().encode(name.value) : name.type === 'bytes' ? name.value : null;
    if (!host || !bytes) return unknown(`the result of uuid.uuid${version}()`, place);
    const whole = BigInt(`0x${hexOf(digest(Uint8Array.from([...host.bytes, ...bytes])).slice(0, 16))}`);
    const variantSet = (whole & ~(0xc000n << 48n)) | (0x8000n << 48n);
    return instance(uuidClass, new Uuid((variantSet & ~(0xf000n << 64n)) | (version << 76n)), place);
  };

const namespaces: Readonly<Record<string, number>> = { DNS: 0, URL: 1, OID: 2, X500: 4 };
const namespace = (last: number): Value => instance(uuidClass, new Uuid(BigInt(`0x6ba7b81${last}9dad11d180b400c04fd430c8`)), null);

const byChance = (name: string): Value =>
  nativeFunction(name, (_interpreter, _args, place) => unknown(`the result of uuid.${name}()`, place));

export const uuidModule = partialModule('uuid', () => ({
  UUID: uuidClass,
  ...Object.fromEntries(Object.entries(namespaces).map(([name, last]) => [`NAMESPACE_${name}`, namespace(last)])),
  ...Object.fromEntries(['uuid1', 'uuid4', 'uuid6', 'uuid7', 'uuid8'].map((name) => [name, byChance(name)])),
  uuid3: nativeFunction('uuid3', named(3n, md5)),
  uuid5: nativeFunction('uuid5', named(5n, sha1)),
  RFC_4122: str(specified),
}));
