# python 3.11
# === datetime
from datetime import datetime, date, time, timedelta, timezone, UTC

datetime(2024, 1, 2)
datetime(2024, 1, 2, 3, 4, 5)
datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=timezone.utc)
str(datetime(2024, 1, 2))
str(datetime(2024, 1, 2, tzinfo=timezone.utc))
datetime(2024, 1, 2, 3, 4).isoformat()
datetime(2024, 1, 2, 3, 4).isoformat(" ")
datetime(2024, 1, 2, 3, 4, 5, 678).isoformat(timespec="milliseconds")
datetime(2024, 1, 2).year
datetime(2024, 1, 2, 3).hour
datetime(2024, 1, 2) + timedelta(days=30)
datetime(2024, 3, 1) - timedelta(days=1)
datetime(2024, 1, 2) - datetime(2024, 1, 1)
datetime(2024, 1, 2) < datetime(2024, 1, 3)
datetime(2024, 1, 2) == datetime(2024, 1, 2)
datetime(2024, 1, 2).strftime("%Y-%m-%d")
datetime(2024, 1, 2, 13, 4, 5).strftime("%d/%m/%y %H:%M:%S %I %p")
datetime(2024, 1, 2).strftime("%A %B %a %b %j")
datetime.strptime("2024-01-02", "%Y-%m-%d")
datetime.strptime("02/01/2024 13:04", "%d/%m/%Y %H:%M")
datetime.strptime("x", "%Y")
datetime.fromisoformat("2024-01-02T03:04:05")
datetime.fromisoformat("2024-01-02")
datetime(2024, 1, 2).replace(year=2025)
datetime(2024, 1, 2, 3).date()
datetime(2024, 1, 2, 3).time()
datetime(2024, 1, 2).weekday()
datetime(2024, 1, 2).isoweekday()
datetime(2024, 13, 1)
datetime.min
datetime.max
datetime(1970, 1, 1, tzinfo=timezone.utc).timestamp()
f"{datetime(2024, 1, 2):%Y}"
datetime.combine(date(2024, 1, 2), time(3))
date(2024, 1, 2)
str(date(2024, 1, 2))
date(2024, 1, 2).isoformat()
date(2024, 1, 2) + timedelta(1)
date(2024, 3, 1) - date(2024, 2, 1)
date(2024, 2, 30)
date.fromisoformat("2024-01-02")
date(2024, 1, 2).strftime("%d.%m.%Y")
date(2024, 1, 2) < date(2024, 1, 3)
date(2024, 1, 2).toordinal()
date.min
isinstance(datetime(2024, 1, 1), date)
time(1, 2)
time(1, 2, 3).isoformat()
str(time(1, 2))
timedelta(days=1)
timedelta(1, 2, 3)
timedelta(hours=25)
timedelta(weeks=1, minutes=-1)
timedelta(milliseconds=1500)
timedelta(days=1.5)
timedelta(seconds=-1)
str(timedelta(days=1, hours=2))
str(timedelta(days=-1))
str(timedelta(microseconds=5))
timedelta(hours=1).total_seconds()
timedelta(days=2).days
timedelta(hours=1).seconds
timedelta(days=1) * 2
timedelta(days=1) / 2
timedelta(days=1) // timedelta(hours=5)
timedelta(days=1) / timedelta(hours=1)
timedelta(days=1) + timedelta(hours=1)
-timedelta(days=1)
abs(timedelta(days=-1))
timedelta(days=1) == timedelta(hours=24)
timedelta(days=1) > timedelta(hours=1)
bool(timedelta(0))
timedelta()
int(timedelta(days=30).total_seconds())
timezone.utc
timezone(timedelta(hours=2))
UTC is timezone.utc
{date(2024, 1, 1): 1}[date(2024, 1, 1)]
# === uuid, decimal, fractions
import uuid
from decimal import Decimal
from fractions import Fraction
U = uuid.UUID("12345678-1234-5678-1234-567812345678")

U
str(U)
U.hex
U.int
U.bytes
U.version
U == uuid.UUID("{12345678123456781234567812345678}")
uuid.UUID("x")
uuid.UUID(int=5)
uuid.UUID(hex="12345678123456781234567812345678")
uuid.uuid5(uuid.NAMESPACE_DNS, "python.org")
uuid.uuid3(uuid.NAMESPACE_DNS, "python.org")
uuid.NAMESPACE_URL
{U: 1}[uuid.UUID(str(U))]
uuid.UUID(bytes=b"\x00" * 16)
Decimal("1.10")
Decimal(5)
Decimal("1.1") + Decimal("2.2")
Decimal("1.1") * 2
Decimal("1.10") == Decimal("1.1")
Decimal("1.1") < 2
str(Decimal("1.50"))
Decimal(0.5)
Decimal("abc")
Decimal("1") / Decimal("3")
Decimal("1.25").quantize(Decimal("0.1"))
-Decimal("1.5")
int(Decimal("1.9"))
float(Decimal("1.5"))
f"{Decimal('1.5'):.2f}"
Decimal("1E+3")
Decimal("-0")
Decimal("NaN")  # not understood
Decimal("1.5").as_tuple()  # not understood
bool(Decimal("0.0"))
round(Decimal("2.675"), 2)
Decimal("10") - 3
Fraction(1, 2)  # not understood
Fraction(1, 2) + Fraction(1, 3)  # not understood
Fraction("0.25")  # not understood
str(Fraction(3, 6))  # not understood
Fraction(1, 2) == 0.5  # not understood
# === hashlib, base64, binascii, json, zlib
import hashlib, base64, json, binascii

hashlib.md5(b"abc").hexdigest()
hashlib.sha1(b"abc").hexdigest()
hashlib.sha256(b"abc").hexdigest()
hashlib.sha256("é".encode()).hexdigest()[:8]
hashlib.sha512(b"abc").hexdigest()[:16]  # not understood
hashlib.new("md5", b"abc").hexdigest()
hashlib.md5(b"abc").digest()[:4]
hashlib.md5("abc")
base64.b64encode(b"abc")
base64.b64encode(b"ab").decode()
base64.b64decode("YWJj")
base64.urlsafe_b64encode(b"\xff\xfe")
base64.b32encode(b"abc")  # not understood
base64.b16encode(b"abc")
binascii.hexlify(b"abc")
json.dumps({"a": [1, 2.0, None, True, "é"]})
json.dumps({"a": 1, "b": [1, 2]}, indent=2)
json.dumps({"b": 1, "a": 2}, sort_keys=True)
json.dumps("é", ensure_ascii=False)
json.dumps([1, 2], separators=(",", ":"))
json.dumps({1: "a", None: "b", True: "c", 1.5: "d"})
json.dumps((1, 2))
json.dumps({1})  # not understood
json.dumps(float("nan"))
json.dumps("a\"b\\\n\u2028/")
json.dumps([], indent=2)
json.dumps({"a": {}}, indent=4)
json.dumps([1], indent="\t")
json.dumps({(1, 2): 3})
json.dumps(1.0)
json.dumps("😀")
json.dumps([1, [2]], indent=1, separators=(",", ":"))
json.dumps({"a": {1}}, default=list)  # not understood
json.dumps({"a": object()}, default=lambda o: "x")  # not understood
json.dumps(b"a")  # not understood
json.loads('{"a": [1, 2.0, null, true, "x"]}')
json.loads('{"2": 1, "1": 2}')
json.loads("12345678901234567890")
json.loads("1.0")
json.loads("1e2")
json.loads('"\\u00e9"')
json.loads("[1,]")
json.loads("")
json.loads("NaN")
json.loads('{"a": 1, "a": 2}')
json.loads(b'{"a": 1}')
json.loads('{"__proto__": 1}')
json.loads("-0")
json.loads(" [1, 2] ")
# === string, textwrap, re, keyword
import string, textwrap, keyword, re

string.ascii_lowercase
string.digits
string.punctuation
string.whitespace  # not understood
string.printable[:10]  # not understood
string.octdigits  # not understood
string.capwords("hello big world")  # not understood
string.Template("$a and ${b} $$").substitute(a=1, b=2)  # not understood
string.Template("$a $b").safe_substitute(a=1)  # not understood
string.Template("$a").substitute()  # not understood
textwrap.dedent("  a\n    b\n")
textwrap.dedent("\ta\n\t\tb\n\n")
textwrap.indent("a\n\nb", "> ")
textwrap.indent("a\nb", "  ", lambda line: True)
textwrap.shorten("hello big world", 11)  # not understood
textwrap.wrap("hello big world", 9)  # not understood
textwrap.fill("hello big world", width=9)  # not understood
keyword.iskeyword("class")  # not understood
re.sub(r"(?<!^)(?=[A-Z])", "_", "CamelCaseName").lower()
re.sub("([a-z0-9])([A-Z])", r"\1_\2", "camelCase").lower()
re.match(r"(\d+)-(?P<n>\w+)", "12-ab").groupdict()
re.split(r"[,;]\s*", "a, b;c")
re.findall(r"\w+", "a b-c")
re.sub(r"\s+", " ", "a  b\n c")
re.fullmatch(r"[a-z]+", "abc") is not None
re.escape("a.b*c")
bool(re.search("b", "abc"))
re.compile("a", re.I).match("A").group()
re.sub("a", lambda m: m.group().upper(), "banana", count=2)
# === pathlib, os.path
import os, pathlib, posixpath
from pathlib import Path, PurePosixPath

os.path.join("a", "b", "c.py")
os.path.join("a", "/b")
os.path.join("a/", "b")
os.path.join("", "b")
os.path.join("a", "")
os.path.dirname("/a/b/c")
os.path.dirname("c")
os.path.dirname("/a")
os.path.dirname("/a//b")
os.path.basename("/a/b.py")
os.path.basename("/a/")
os.path.split("/a/b")
os.path.splitext("a/b.tar.gz")
os.path.splitext("a/.bashrc")
os.path.splitext("a.b/c")
os.path.normpath("a/../b//c/.")
os.path.normpath("/../a")
os.path.normpath("")
os.path.isabs("/a")  # not understood
os.path.commonprefix(["abc", "abd"])  # not understood
os.path.relpath("/a/b", "/a/c")  # not understood
os.sep
os.path.sep
str(Path("a") / "b" / "c.py")
Path("a/b.py").name
Path("a/b.py").stem
Path("a/b.py").suffix
Path("a/b.tar.gz").suffixes  # not understood
str(Path("a/b.py").parent)
str(Path("/a/b").parents[0])
Path("a/b").parts  # not understood
Path("/a/b").parts  # not understood
str(Path("a", "b", "/c"))
Path("a/b") == Path("a/b")
Path("a/b").as_posix()  # not understood
str(Path("a/b.py").with_suffix(".txt"))  # not understood
str(Path("a/b.py").with_name("c"))  # not understood
str(Path("a/b.py").with_stem("c"))  # not understood
Path("/a").is_absolute()  # not understood
str(Path("a/b/c").relative_to("a"))  # not understood
str(Path("a").joinpath("b", "c"))
"a" / Path("b")  # not understood
f"{Path('a')}"
Path("a/b").match("*/b")  # not understood
PurePosixPath("a/b")  # not understood
os.fspath(Path("a"))  # not understood
Path("b.py") < Path("c.py")  # not understood
str(Path("a/../b"))
os.path.join(Path("a"), "b")  # not understood
# === ipaddress, sys, types, typing
import ipaddress, sys, types, typing, inspect, numbers, secrets, random, time, platform, copy, collections.abc
from typing import Optional, Union, List, Literal

ipaddress.ip_address("10.0.0.1")  # not understood
str(ipaddress.ip_network("10.0.0.0/8"))  # not understood
sys.version_info >= (3, 8)
sys.version_info[0]
sys.version_info.major
sys.version_info[:2] >= (3, 9)
sys.version_info < (3,)
sys.platform.startswith("win")
sys.maxsize
sys.byteorder
types.SimpleNamespace(a=1).a
types.SimpleNamespace(a=1)  # not understood
types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1)
types.MappingProxyType({"a": 1})["a"]  # not understood
typing.TYPE_CHECKING
typing.get_args(Optional[int])  # not understood
typing.get_origin(List[int])  # not understood
typing.get_args(Union[int, str])  # not understood
typing.get_args(Literal["a", "b"])  # not understood
typing.get_origin(Optional[int]) is Union  # not understood
typing.get_args(dict[str, int])  # not understood
typing.cast(int, "5")
Optional[int] == Union[int, None]
Union[int, str] == Union[str, int]
list[int] == list[int]
list[int].__origin__
list[int].__args__
int | None  # not understood
(int | None) == Optional[int]
isinstance(1, int | str)
list[int]  # not understood
dict[str, int | None]  # not understood
Optional[int]  # not understood
Literal["a"]  # not understood
random.random()  # not understood
random.choice([1, 2])  # not understood
secrets.token_hex(4)  # not understood
time.time()  # not understood
isinstance(5, numbers.Number)  # not understood
inspect.isclass(int)  # not understood
inspect.isfunction(lambda: 1)  # not understood
copy.copy([1, [2]])
copy.deepcopy({"a": [1]})
__name__
