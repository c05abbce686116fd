# --- enum
import enum
class Color(enum.Enum):
    RED = "r"
    GREEN = "g"
    ALIAS = "r"
    @property
    def pretty(self): return self.name.title()
    @classmethod
    def default(cls): return cls.GREEN
result = [Color.RED.name, Color.RED.value, Color("g") is Color.GREEN, Color["RED"], [c.name for c in Color], Color.ALIAS is Color.RED, list(Color.__members__), len(Color), Color.RED.pretty, Color.default(), Color.RED in Color, isinstance(Color.RED, Color), str(Color.RED), repr(Color.GREEN), Color.RED == "r"]
# --- enum errors
import enum
class C(enum.Enum):
    A = 1
    @classmethod
    def _missing_(cls, value): return cls.A if value == "one" else None
try:
    C(5)
except ValueError as e:
    message = str(e)
try:
    C["B"]
except KeyError as e:
    key = str(e)
result = [message, key, C("one")]
# --- int enum
from enum import IntEnum, auto
class P(IntEnum):
    LOW = auto()
    MID = 5
    HIGH = auto()
result = [list(P), P.LOW < P.HIGH, P.HIGH + 1, P(5), P.LOW == 1, str(P.LOW), f"{P.MID}", sorted([P.HIGH, P.LOW]), int(P.MID), {1: "x"}[P.LOW], P.MID.value]
# --- str enum mixin
import enum
class S(str, enum.Enum):
    A = "alpha"
    B = "beta"
    def __str__(self): return self.value
result = [S.A == "alpha", S.A.upper(), "x" + S.B, str(S.A), S("beta"), {"alpha": 1}[S.A], isinstance(S.A, str), [s.value for s in S], S.A.value, "alp" in S.A, len(S.A), ",".join(S)]
# --- enum with values of several parts
import enum
class Planet(enum.Enum):
    EARTH = (1.0, "home")
    MARS = (0.5, "red")
    def __init__(self, mass, label):
        self.mass = mass
        self.label = label
result = [Planet.EARTH.mass, Planet.MARS.label, Planet.EARTH.value, Planet((0.5, "red"))]
# --- enum functional
import enum
E = enum.Enum("E", "ONE TWO")
F = enum.Enum("F", {"A": "a", "B": "b"})
G = enum.IntEnum("G", ["X", "Y"], start=5)
result = [list(E), F.A.value, [m.value for m in G], E.__name__, E(2)]
# --- flags
import enum
class Perm(enum.Flag):
    R = enum.auto()
    W = enum.auto()
    X = enum.auto()
rw = Perm.R | Perm.W
result = [rw.value, Perm.R in rw, Perm.X in rw, bool(rw & Perm.X), (rw & Perm.W) is Perm.W, Perm(3) == rw, [p.value for p in Perm], (~Perm.R).value]
# --- dataclasses
from dataclasses import dataclass, field, asdict, replace
from typing import ClassVar, Optional
@dataclass
class Base:
    x: int
    y: "Optional[str]" = None
    tags: list = field(default_factory=list)
    kind: ClassVar[str] = "k"
    total: int = field(init=False, default=0)
    def __post_init__(self): self.total = self.x * 2
@dataclass(frozen=True, eq=True)
class Child(Base if False else object):
    a: int = 1
    b: str = "b"
one = Base(1)
two = Base(1, "y", ["t"])
result = [one, two, one == Base(1), one == two, one.total, asdict(two), replace(one, x=5).x, Child(), Child(2, b="z"), Base.kind]
# --- functools
import functools
def add(a, b, c=0): return a + b + c
p = functools.partial(add, 1, c=10)
def deco(f):
    @functools.wraps(f)
    def inner(*a): return f(*a)
    return inner
@deco
def named(): pass
class L:
    @functools.cached_property
    def v(self): return 42
@functools.lru_cache(maxsize=None)
def cached(x): return x + 1
result = [p(2), named.__name__, L().v, cached(1), functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + b, [], "init")]
# --- collections
from collections import OrderedDict, defaultdict, namedtuple, Counter, deque
d = defaultdict(list)
d["a"].append(1)
P = namedtuple("P", "x y", defaults=[9])
p = P(1)
o = OrderedDict([("a", 1)])
o["b"] = 2
q = deque([1, 2])
q.appendleft(0)
result = [dict(d), p, p.x, p[1], p._asdict(), list(o.items()), Counter("aab")["a"], list(q), P(x=3, y=4) == (3, 4), P._fields, len(p), [*p]]
# --- typing named tuple
from typing import NamedTuple
class Pair(NamedTuple):
    left: int
    right: str = "r"
    def both(self): return f"{self.left}{self.right}"
result = [Pair(1), Pair(1, "z").both(), Pair(2)[0], Pair(1) == (1, "r")]
# --- json
import json
result = [json.dumps({"a": [1, 2.5, None, True], "é": "ü"}), json.dumps([1, {"b": []}], indent=2), json.loads('{"x": [1, 2, {"y": null}], "z": 1.5}'), json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":"))]
# --- textwrap
import textwrap
result = [textwrap.dedent("""
    SELECT 1
      FROM x

    WHERE y
"""), textwrap.indent("a\n\nb\n", "  ")]
# --- os path
import os
import os.path as op
result = [os.path.join("a", "b", "c.py"), os.path.dirname("a/b/c.py"), op.basename("a/b/c.py"), op.splitext("x/y.tar.gz"), os.path.join("a", "/b"), os.path.normpath("a/./b/../c"), os.environ.get("SURELY_NOT_SET", "default"), os.getenv("SURELY_NOT_SET", "d2")]
# --- itertools and operator
from itertools import chain, product
from operator import itemgetter, attrgetter
result = [list(chain([1], (2, 3))), list(chain.from_iterable([[1], [2]])), list(product([1, 2], "ab")), sorted([(1, "b"), (2, "a")], key=itemgetter(1)), attrgetter("__class__.__name__")(5)]
# --- abstract classes
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
class B(A):
    def f(self): return 1
    p = 2
result = [B().f(), B().p]
# --- uuid and decimal
import uuid
from decimal import Decimal
result = [str(uuid.UUID("{12345678-1234-5678-1234-567812345678}")), str(Decimal("1.50"))]
# --- generics
from typing import Generic, TypeVar, List, Dict, Union, Annotated
T = TypeVar("T")
class Repo(Generic[T]):
    def get(self): return "got"
class Users(Repo[int]): pass
class Names(List[str]): pass
alias = Dict[str, Union[int, None]]
result = [Users().get(), [c.__name__ for c in Users.__mro__][:2], Names(["a"])[0], list[int]([1]), isinstance(Names(), list)]
# --- copy
import copy
a = [[1], 2]
b = copy.copy(a)
c = copy.deepcopy(a)
a[0].append(9)
result = [b, c]
# --- string constants
import string
result = [string.ascii_lowercase[:3], string.digits]
