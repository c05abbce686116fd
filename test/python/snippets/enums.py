# python 3.12
# === (str, Enum), StrEnum, IntEnum: what they are shown as
import enum
class Plain(enum.Enum):
    A = "a"
    B = 2
class Mixed(str, enum.Enum):
    A = "a"
    B = "b"
class Text(enum.StrEnum):
    A = enum.auto()
    Big_One = enum.auto()
    C = "see"
class Number(enum.IntEnum):
    ONE = 1
    TWO = 2
class IntMixed(int, enum.Enum):
    ONE = 1

str(Plain.A)
repr(Plain.A)
f"{Plain.A}"
"%s" % Plain.A
"{}".format(Plain.A)
format(Plain.A, ">10")
f"{Plain.A!r}"
str(Mixed.A)
repr(Mixed.A)
f"{Mixed.A}"
f"{Mixed.A!s}"
f"{Mixed.A:>10}|"
"%s" % Mixed.A
"{}".format(Mixed.A)
"{:5}|".format(Mixed.A)
Mixed.A + "x"
Mixed.A == "a"
"a" == Mixed.A
Mixed.A.upper()
Mixed.A.value
Mixed.A.name
Mixed("a")
Mixed("zz")
Mixed["A"]
Mixed["zz"]
"-".join(Mixed)
"-".join([Mixed.A, Mixed.B])
",".join(m.value for m in Mixed)
[m for m in Mixed]
list(Mixed)
sorted(Mixed)
{Mixed.A: 1}["a"]
{"a": 1}[Mixed.A]
Mixed.A in ("a", "b")
"a" in Mixed
"zz" in Mixed
Mixed.A in Mixed
Plain.A in Mixed
2 in Plain
len(Mixed)
bool(Mixed)
hash(Mixed.A) == hash("a")  # not understood
isinstance(Mixed.A, str)
issubclass(Mixed, str)
type(Mixed.A)
Mixed
repr(Mixed)
str(Mixed)
Mixed.__members__
Mixed.__name__
Mixed.A.__class__.__name__
Mixed._member_names_
Mixed._value2member_map_
Mixed._member_map_
list(Mixed.__members__)
[m.value for m in Mixed]
Mixed.__members__["A"]
str(Text.A)
repr(Text.A)
f"{Text.A}"
Text.Big_One.value
Text.Big_One == "big_one"
"%s" % Text.C
Text("see")
Text.A.value + "!"
str(Number.ONE)
repr(Number.ONE)
f"{Number.ONE}"
f"{Number.ONE:03d}"
"%d %s" % (Number.ONE, Number.TWO)
Number.ONE + 1
Number.ONE < Number.TWO
Number.ONE == 1
Number(2)
[10, 20, 30][Number.ONE]
max(Number)
int(Number.TWO)
str(IntMixed.ONE)
f"{IntMixed.ONE}"
"%d" % IntMixed.ONE
repr(IntMixed.ONE)
Plain.A == "a"
Plain.A == Plain.A
Plain.A is Plain.A
Plain.A != Plain.B
Plain.A < Plain.B
Plain("a") is Plain.A
Plain(Plain.A)
Plain.A.foo
Plain.FOO
Plain.A.name
Plain.A.value
Plain.B.value
Plain.A.A
Plain.A._value_
Plain.A._name_
Plain.__doc__
Plain.A.__doc__
dir(Plain.A)[:0]
list(reversed(Plain))
Plain.__len__()
Plain.__iter__().__next__()
next(iter(Plain))
dict.fromkeys(Plain, 0)
{m.name: m.value for m in Plain}
tuple(Plain)
Plain.__getitem__("A")
getattr(Plain, "A")
getattr(Plain, "Z", None)
hasattr(Plain, "A")
hasattr(Plain, "Z")
Mixed.A.title()
Mixed.A.__str__()
Mixed.A.encode()
Mixed.A[0]
Mixed.A < "b"
Mixed.A < Mixed.B
sorted([Mixed.B, "aa", Mixed.A])
isinstance(Mixed, enum.EnumMeta)
type(Mixed)
isinstance(Mixed, type)
callable(Mixed)
Mixed.mro()[1:3]
# === functional API
import enum
A = enum.Enum("A", "X Y")
B = enum.Enum("B", ["X", "Y"])
C = enum.Enum("C", [("X", "ex"), ("Y", "why")])
D = enum.Enum("D", {"X": "ex", "Y": "why"})
E = enum.Enum("E", "X,Y", start=5)
F = enum.Enum("F", "X Y", type=str)
G = enum.StrEnum("G", "Foo Bar")
H = enum.IntEnum("H", "X Y")
I = enum.Flag("I", "X Y Z")
J = enum.Enum("J", names="X Y", module="other", qualname="Outer.J")
K = enum.Enum(value="K", names=("X",))
L = enum.Enum("L", {n.upper(): n for n in ["a", "b"]}, type=str)
class Base(enum.Enum):
    def shout(self): return self.name + "!"
M = Base("M", "X Y")

list(A)
A.X.value
list(B)
[m.value for m in C]
[m.value for m in D]
[m.value for m in E]
[m.value for m in F]
F.X == "1"
[m.value for m in G]
H.X + 1
[m.value for m in I]
J
J.__module__
J.__qualname__
J.X
list(K)
L.A
L.A == "a"
M.X.shout()
M.Y.value
A.__name__
A("Z")
A(1)
type(A.X).__name__
isinstance(M.X, Base)
A.__members__
# --- members with tuple values, __new__ and __init__
import enum
class Coin(enum.Enum):
    PENNY = 1, "p"
    DIME = 10, "d"
    def __new__(cls, value, code):
        self = object.__new__(cls)
        self._value_ = value
        self.code = code
        return self
class Label(str, enum.Enum):
    def __new__(cls, value, text):
        self = str.__new__(cls, value)
        self._value_ = value
        self.text = text
        return self
    A = ("a", "Alpha")
    B = ("b", "Beta")
class Planet(enum.Enum):
    EARTH = (5.0, 6.0)
    MARS = (6.0, 3.0)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def gravity(self): return self.mass / self.radius
    @classmethod
    def heavy(cls): return [m for m in cls if m.mass > 5]
    @staticmethod
    def unit(): return "kg"
    def __str__(self): return f"<{self.name}>"
result = [Coin(10), Coin.PENNY.code, Coin.DIME.value, Label("a"), Label.B.text, Label.A == "a", Planet.EARTH.gravity, Planet.heavy(), str(Planet.MARS), Planet.EARTH.value, Planet((6.0, 3.0)), Planet.unit(), f"{Planet.MARS}", [str(p) for p in Planet]]
# --- aliases and duplicates
import enum
class C(enum.Enum):
    A = 1
    B = 1
    C = 2
try:
    @enum.unique
    class U(enum.Enum):
        A = 1
        B = 1
except ValueError as error:
    message = str(error)
result = [list(C), C.B, C.B is C.A, C["B"], C.__members__, C(1), len(C), C.B.name, message]
# --- _generate_next_value_ and auto
import enum
class Named(str, enum.Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count) + str(len(last_values))
    ONE = enum.auto()
    TWO = enum.auto()
class Base(enum.Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name
class Sub(Base):
    X = enum.auto()
    Y = enum.auto()
class Gaps(enum.Enum):
    A = enum.auto()
    B = 10
    C = enum.auto()
    D = "x"
class InTuple(enum.Enum):
    A = enum.auto(), "first"
    B = enum.auto(), "second"
class IntAuto(enum.IntEnum):
    A = enum.auto()
    B = enum.auto()
result = [[m.value for m in e] for e in (Named, Sub, Gaps, InTuple, IntAuto)]
# --- _missing_
import enum
class Ci(str, enum.Enum):
    RED = "red"
    @classmethod
    def _missing_(cls, value):
        for member in cls:
            if member.value == value.lower():
                return member
        return None
class Bad(enum.Enum):
    A = 1
    @classmethod
    def _missing_(cls, value): return 5
out = []
for call in (lambda: Ci("RED"), lambda: Ci("blue"), lambda: Bad(2)):
    try: out.append(call())
    except Exception as error: out.append((type(error).__name__, str(error)))
result = out
# --- member, nonmember, _ignore_, nested classes and functions
import enum
class E(enum.Enum):
    _ignore_ = ["tmp", "i"]
    A = 1
    tmp = 5
    plain = enum.nonmember("not a member")
    @enum.member
    def handler(): return "called"
    def method(self): return self.value
    attribute = property(lambda self: "p")
    fn = lambda self: "l"
class Outer:
    class Inner(enum.Enum):
        X = 1
    kind = Inner.X
result = [list(E)[0], len(E), E.plain, E.A.plain, E.A.method(), E.A.attribute, E.A.fn(), hasattr(E, "tmp"), E.handler.name, Outer.Inner.X, str(Outer.Inner.X), Outer.Inner.__qualname__, Outer.kind.value]
# --- subclassing
import enum
class Base(enum.Enum):
    def show(self): return f"{type(self).__name__}.{self.name}"
    @classmethod
    def values(cls): return [m.value for m in cls]
    @classmethod
    def choices(cls): return [(m.value, m.name.title()) for m in cls]
class Sub(Base):
    ONE_A = "1"
    TWO = "2"
try:
    class Worse(Sub): X = 1
    error = None
except TypeError as e: error = type(e).__name__
class StrBase(str, enum.Enum):
    def __str__(self): return str(self.value)
    def __repr__(self): return f"<{self.value}>"
class S2(StrBase):
    A = "a"
class Mixin:
    def hello(self): return "hello " + self.value
class WithMixin(Mixin, str, enum.Enum):
    X = "x"
result = [Sub.ONE_A.show(), Sub.values(), Sub.choices(), error, str(S2.A), f"{S2.A}", repr(S2.A), [S2.A], WithMixin.X.hello(), WithMixin.X == "x"]
# --- flags
import enum
class Perm(enum.Flag):
    R = enum.auto()
    W = enum.auto()
    X = enum.auto()
    RW = R | W
    NONE = 0
class IPerm(enum.IntFlag):
    R = 4
    W = 2
result = [Perm.R | Perm.W, (Perm.R | Perm.X).value, Perm.R in Perm.RW, Perm.R & Perm.W, bool(Perm.R & Perm.W), ~Perm.R, [m.value for m in Perm], list(Perm), Perm(3), Perm(5), repr(Perm.R | Perm.X), str(Perm.R | Perm.X), IPerm.R | IPerm.W, (IPerm.R | 1).value, IPerm.R + 1, int(IPerm.R | IPerm.W), list(Perm.RW), Perm.RW.name, Perm.R ^ Perm.RW, len(Perm), IPerm(6) == 6, str(IPerm.R), f"{IPerm.R}"]
# --- enums as dict keys, in sets and match
import enum
class C(enum.Enum):
    A = 1
    B = 2
class S(str, enum.Enum):
    X = "x"
names = {C.A: "first", C.B: "second"}
def kind(v):
    match v:
        case C.A: return "a"
        case S.X: return "x"
        case C(): return "other C"
        case _: return "none"
result = [names[C(1)], {C.A, C.B, C.A} == {C.B, C.A}, kind(C.A), kind("x"), kind(C.B), kind(5), C.A in names, {**{c.name: c for c in C}}]
# --- errors in enum bodies
import enum
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__
def assign():
    class E(enum.Enum):
        A = 1
    E.A = 2
def new():
    class E(enum.Enum): pass
    E(5)
def extra():
    class E(enum.Enum):
        A = 1
    E.extra = 5
    return E.extra
result = [attempt(f) for f in (assign, new, extra)]
# --- names that are no members
import enum
class E(enum.Enum):
    A = 1
    _private = 2
    __mangled = 3
    _sunder_like = 4
    annotated: int
    typed: str = "t"
result = [[m.name for m in E], E._private.value, len(E), E.typed.value]
# --- a dataclass as the value of members
import enum, dataclasses
@dataclasses.dataclass(frozen=True)
class Spec:
    size: int
    label: str = "x"
class E(enum.Enum):
    A = Spec(1)
    B = Spec(2, "y")
class F(Spec, enum.Enum):
    A = 1, "a"
    B = 2, "b"
result = [E.A.value.size, E(Spec(2, "y")).name, [m.value.label for m in E], F.A.size, F.B.label, F.A.name]
# --- verify, global_enum, boundary, property (not understood)
import enum
@enum.verify(enum.UNIQUE)
class V(enum.Enum):
    A = 1
class P(enum.Enum):
    A = 1
    @enum.property
    def double(self): return self.value * 2
class B(enum.Flag, boundary=enum.KEEP):
    A = 1
result = [V.A, P.A.double, B(9).value, enum.auto.__name__]
