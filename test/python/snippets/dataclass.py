# python 3.10
# --- inheritance, order of fields, defaults
from dataclasses import dataclass, field, asdict, astuple, fields, replace, is_dataclass
@dataclass
class A:
    x: int
    y: int = 5
@dataclass
class B(A):
    z: list = field(default_factory=list)
    x: int = 1
class Plain(A):
    w: int = 3
@dataclass
class C(Plain):
    v: str = "v"
b = B(y=2)
b.z.append(1)
result = [A(1), A(1, 2), B(), b, B(7, 8, [9]), C(1, 2, "q"), asdict(b), astuple(B()), [f.name for f in fields(B)], replace(A(1), y=9), A(1) == A(1, 5), A(1) == B(1), is_dataclass(A), is_dataclass(A(1)), A.y, Plain(3).w, hasattr(A, "x"), B.__match_args__, [(f.name, f.type is int, f.init, f.repr, f.compare) for f in fields(A)]]
# --- kw_only, InitVar, ClassVar, __post_init__, init=False
from dataclasses import dataclass, field, InitVar, KW_ONLY, fields
from typing import ClassVar
@dataclass
class A:
    a: int
    count: ClassVar[int] = 0
    scale: InitVar[int] = 2
    total: int = field(init=False, default=0)
    hidden: str = field(default="h", repr=False, compare=False)
    def __post_init__(self, scale):
        self.total = self.a * scale
        A.count += 1
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
@dataclass
class M:
    a: int
    _: KW_ONLY
    b: int = 2
    c: int
@dataclass
class N(K):
    z: int
def attempt(f):
    try: return f()
    except TypeError as e: return type(e).__name__
result = [A(2), A(2, 5), A(2, scale=3).total, A.count, A(1) == A(1, hidden="other"), K(a=1), attempt(lambda: K(1)), M(1, c=3), attempt(lambda: M(1, 2, 3)), N(5, a=1), [f.name for f in fields(A)], attempt(lambda: A()), attempt(lambda: A(1, total=5)), attempt(lambda: A(1, nope=2)), attempt(lambda: A(1, 2, 3, 4, 5))]
# --- frozen, order, hash, slots
from dataclasses import dataclass, FrozenInstanceError, field
@dataclass(frozen=True, order=True)
class V:
    major: int
    minor: int = 0
@dataclass(slots=True)
class S:
    a: int = 1
@dataclass(eq=False)
class I:
    a: int
@dataclass(unsafe_hash=True)
class H:
    a: int
@dataclass
class U:
    a: int
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__
def freeze(): V(1).major = 2
result = [V(1) < V(2), V(1, 5) >= V(1, 4), sorted([V(2), V(1, 1), V(1)]), attempt(freeze), {V(1): "a"}[V(1, 0)], V(1) in {V(1)}, S(), I(1) == I(1), {H(1): 2}[H(1)], attempt(lambda: {U(1): 1}), attempt(lambda: U(1) < U(2)), attempt(lambda: V(1) < 5), max(V(1), V(3), V(2)), repr(V(1)), issubclass(FrozenInstanceError, AttributeError)]
# --- errors of the decorator
from dataclasses import dataclass, field
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__
def order():
    @dataclass
    class A:
        a: int = 1
        b: int
def mutable():
    @dataclass
    class A:
        a: list = []
def both(): return field(default=1, default_factory=list)
result = [attempt(f) for f in (order, mutable, both)]
# --- own methods, nested asdict, custom field metadata (not understood)
from dataclasses import dataclass, field, asdict, fields, make_dataclass
@dataclass
class Inner:
    v: int
@dataclass
class A:
    i: Inner
    l: list[Inner] = field(default_factory=lambda: [Inner(1)])
    d: dict = field(default_factory=dict, metadata={"k": "v"})
    def __repr__(self): return f"A({self.i.v})"
    def __eq__(self, other): return True
    def method(self): return self.i.v * 2
M = make_dataclass("M", ["x", ("y", int), ("z", int, field(default=3))])
result = [asdict(A(Inner(5), d={"a": Inner(2)})), A(Inner(3)), A(Inner(1)) == A(Inner(2)), A(Inner(4)).method(), fields(A)[2].metadata["k"], M(1, 2), [f.name for f in fields(A)]]
# --- with inheritance from a class with __init__ and a mixin
from dataclasses import dataclass
class Base:
    def __init__(self): self.seen = True
    def hello(self): return type(self).__name__
@dataclass
class D(Base):
    x: int = 0
    def __post_init__(self): super().__init__()
@dataclass(init=False)
class E:
    x: int = 0
    def __init__(self): self.x = 42
@dataclass(repr=False)
class F:
    x: int
result = [D(1).seen, D().hello(), D(3), E(), E().x, F(1).x, vars(D(2))]
