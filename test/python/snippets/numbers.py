# === integers

1 + 2
7 // 2
-7 // 2
7 // -2
7 % 3
-7 % 3
7 % -3
-7 % -3
7 / 2
6 / 3
2 ** 10
2 ** -1
(-2) ** 3
-2 ** 2
0 ** 0
0 ** -1
1 / 0
1 // 0
1 % 0
5 & 3
5 | 3
5 ^ 3
~5
1 << 10
1024 >> 3
-1 >> 1
1 << -1
10 ** 30
2 ** 200
10 ** 20 // 3
-(10 ** 20) % 7
10 ** 20 / 10 ** 10
10 ** 400 / 10 ** 399
10 ** 400 / 3
(10 ** 17 + 1) / 10 ** 17
(2 ** 53 + 1) / 1
9007199254740993 / 3
divmod(7, 3)
divmod(-7, 3)
divmod(7.5, 2)
divmod(1, 0)
pow(2, 10)
pow(2, 10, 1000)
pow(3, -1, 7)  # not understood
pow(2, 0.5)
abs(-5)
abs(-5.5)
abs(True)
abs("a")
round(2.5)
round(3.5)
round(-2.5)
round(2.675, 2)
round(1.005, 2)
round(0.125, 2)
round(2.5, 0)
round(1234, -2)
round(1250, -2)
round(1350, -2)
round(1234.5, -2)
round(5)
round(5, 2)
round(1e300, 2)
round(True)
round(2.5, None)
round("a")
int("42")
int("-42")
int(" 42 ")
int("4_2")
int("4__2")
int("_42")
int("0x1f", 16)
int("1f", 16)
int("0b11", 0)
int("0o17", 0)
int("017", 0)
int("17", 8)
int("z", 36)
int("12", 2)
int("")
int("1.5")
int("abc")
int(3.9)
int(-3.9)
int(True)
int()
int(None)
int([1])
int("٣")
int(float("inf"))
int(float("nan"))
int(1e20)
int("5", base=6)
int(b"12")
int("1", 1)
bin(10)
bin(-10)
oct(8)
hex(255)
hex(-255)
hex(True)
hex(1.5)
(5).bit_length()
(-5).bit_length()
(255).bit_count()  # not understood
(5).real  # not understood
(5).imag  # not understood
(5).numerator  # not understood
(5).denominator  # not understood
(5).conjugate()  # not understood
(5).to_bytes(2, "big")  # not understood
(258).to_bytes(2, "little")  # not understood
(5).to_bytes()  # not understood
int.from_bytes(b"\x01\x02", "big")  # not understood
int.from_bytes(b"\x01\x02", "little")  # not understood
(7).as_integer_ratio()  # not understood
(5).is_integer()
True + True
True * 5
True / 2
-True
~True
not 5
True & False
True | 2
True ^ True
True == 1
True is True
isinstance(True, int)
1 == 1.0
1 < 2 < 3
1 < 3 < 2
1 < 2 > 1
1 == 1 != 2
3 > 2 >= 2
1 < "a"
1 + "a"
1 + None
[] + 1
1_000_000
0xFF
0b101
0o17
00
sum([1, 2, 3])
sum([1, 2], 10)
sum([0.1] * 10)
sum([0.1, 0.2, 0.3])
sum([[1], [2]], [])
sum(["a"], "")
sum([])
sum(x for x in range(5))
max(1, 2, 3)
max([1, 2, 3])
max([], default=0)
max([])
max("a", "b", key=lambda v: -ord(v))
min([3, 1, 2], key=lambda v: -v)
min(1, 1.0)
max(1, 1.0)
max(1, "a")
max(1)
10 ** 10 ** 2 > 10 ** 99
123 if 0 else 456
(1).__add__(2)  # not understood
(1).__eq__(1)
int.__add__(1, 2)  # not understood
chr(65)
chr(128512)
chr(-1)
ord("a")
ord("😀")
ord("ab")
complex(1, 2).real  # not understood
hash(1) == hash(1.0) == hash(True)
hash(5)
hash(-1)
hash(2**61)
id(1) == id(1)  # not understood
# === floats

0.1 + 0.2
1.0
1e16
1e15
123456789012345678.0
1e-4
1e-5
0.00001234
-0.0
0.0 == -0.0
1.5e300 * 1e10
1e308 * 10
-1e308 * 10
float("inf") - float("inf")
5.5 // 2
-5.5 // 2
5.5 % 2
-5.5 % 2
5.5 % -2
0.0 % 5
-0.0 % 5
1e20 % 3
7.0 // 0.1
1 // 0.1
1.0 / 0
1.0 // 0
1.0 % 0
2.0 ** 0.5
2.0 ** -1
(-8) ** 2.0
0.0 ** -1
2.0 ** 10000
4 ** 0.5
10 ** -3
1.5 + 1
1.5 * 2
3 - 0.5
1.5 < 2
1.5 == 1.5
float("nan") == float("nan")
float("nan") < 1
float("inf") > 10 ** 400
1e400
float(10 ** 400)
float("1.5")
float(" 1.5 ")
float("1e5")
float("-inf")
float("Infinity")
float("nan")
float("1_0.5")
float("")
float("abc")
float("1.")
float(".5")
float(5)
float(True)
float()
float(None)
float([])
float("1,5")
float(2**53 + 1)
float.fromhex("0x1.8p1")  # not understood
(1.5).hex()  # not understood
(1.5).is_integer()
(2.0).is_integer()
(0.75).as_integer_ratio()  # not understood
(1.5).real  # not understood
(1.5).conjugate()  # not understood
int(1e15)
str(1e22)
str(1.0e21)
repr(1e100)
repr(5e-324)
repr(1.7976931348623157e308)
repr(0.1)
repr(100.0)
1.0 .is_integer()
1.5 in [1.5]
1e3 == 1000
hash(1.5)  # not understood
hash(float("inf"))  # not understood
2.5 // 1
-7.0 // 2
1e300 * 1e300
3.0 == 3
10.0 ** 2
9007199254740993 == 9007199254740992.0
9007199254740993 > 9007199254740992.0
0.1 + 0.7
1.1 * 3
1e23
2.5e-7
True + 0.5
# === complex numbers

1j  # not understood
1 + 2j  # not understood
(1 + 2j) * (3 - 1j)  # not understood
(1 + 2j).real  # not understood
(1 + 2j).imag  # not understood
(1 + 2j).conjugate()  # not understood
abs(3 + 4j)  # not understood
1j ** 2  # not understood
1j == 1j  # not understood
complex("1+2j")  # not understood
(1 + 0j) == 1  # not understood
(-8) ** (1 / 3)  # not understood
(1 + 2j) / (1 - 1j)  # not understood
-1j  # not understood
1j < 2j  # not understood
complex(1.5)  # not understood
bool(0j)  # not understood
# === math
import math

math.pi
math.e
math.floor(2.7)
math.ceil(2.1)
math.floor(-2.7)
math.trunc(-2.7)
math.sqrt(16)
math.sqrt(-1)
math.log(8, 2)  # not understood
math.log2(8)
math.log10(1000)
math.pow(2, 3)  # not understood
math.gcd(12, 18)
math.lcm(4, 6)
math.factorial(10)
math.isnan(float("nan"))
math.isinf(float("inf"))
math.inf
math.prod([1, 2, 3])
math.hypot(3, 4)  # not understood
math.isclose(0.1 + 0.2, 0.3)
math.comb(5, 2)  # not understood
math.fabs(-2)
math.copysign(1, -0.0)  # not understood
math.isqrt(17)
math.fsum([0.1] * 10)  # not understood
math.floor(5)
math.ceil(5)
math.radians(180)  # not understood
math.modf(2.5)  # not understood
math.fmod(-7, 3)  # not understood
math.perm(5, 2)  # not understood
