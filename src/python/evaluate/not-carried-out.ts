/** Attributes that CPython's builtin classes have and ours have not: what they give is not known, instead of an AttributeError. */
import { unknown } from '../native';
import type { Place } from '../place';
import type { ClassValue, UnknownValue } from '../values';

const names: Readonly<Record<string, string>> = {
  int: 'as_integer_ratio bit_count conjugate denominator from_bytes imag numerator real to_bytes',
  bool: 'as_integer_ratio bit_count conjugate denominator from_bytes imag numerator real to_bytes',
  float: 'as_integer_ratio conjugate fromhex hex imag real',
  bytes:
    'capitalize center count endswith expandtabs find fromhex index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  set: 'symmetric_difference_update',
  generator: 'gi_frame gi_running gi_code gi_yieldfrom',
  builtin_function_or_method: '__doc__ __module__ __wrapped__ cache_clear cache_info',
  property: 'deleter fdel fget fset getter setter',
  slice: 'indices',
};

const dunders = new Set(
  '__lt__ __le__ __gt__ __ge__ __add__ __radd__ __sub__ __mul__ __mod__ __and__ __or__ __xor__ __neg__ __abs__ __int__ __float__ __bool__ __index__ __reduce__ __sizeof__ __dir__ __iadd__ __ior__ __reversed__ __delitem__'.split(
    ' ',
  ),
);

/** The Unknown for such an attribute, null for a name that CPython's class has not either. */
export function notCarriedOut(cls: ClassValue, name: string, place: Place | null): UnknownValue | null {
  const listed = names[cls.name]?.split(' ').includes(name) ?? false;
  return listed || dunders.has(name) ? unknown(`${cls.name}.${name}`, place) : null;
}
