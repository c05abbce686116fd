# python 3.12
# --- type with three arguments
def shout(self): return self.x + "!"
class Base:
    def __init_subclass__(cls, **kw): cls.kw = kw
A = type("A", (), {"x": "a", "shout": shout})
B = type("B", (A, Base), dict(x="b"), flag=True)
C = type("C", (Base,), {"__doc__": "d", "__module__": "mod"})
def make(name, **attrs): return type(name.title(), (Base,), attrs)
D = make("thing", size=3)
result = [A().shout(), B().shout(), B.kw, B.__mro__[1].__name__, C.__doc__, C.__module__, D.__name__, D.size, A.__bases__, type(A) is type, isinstance(B(), A), A.__name__]
# --- __class_getitem__ and Generic
from typing import Generic, TypeVar
T = TypeVar("T")
class A:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
class Box(Generic[T]):
    def __init__(self, v): self.v = v
class IntBox(Box[int]): pass
class Pair(Box[T], Generic[T]): extra = 1
result = [A["x"], A[1, 2], Box[int](5).v, IntBox(3).v, Pair[str]("s").v, IntBox.__bases__ == (Box,), issubclass(IntBox, Box), isinstance(Box[int](1), Box)]
# --- function attributes (not understood)
def f(a: int, b: "str" = "x", *c, d: float = 1.5) -> list:
    "the doc"
f.custom = 5
result = [f.__name__, f.__doc__, f.custom, f.__defaults__, f.__kwdefaults__, f.__qualname__, f.__module__, f.__dict__, f.__annotations__, callable(f), (lambda: 1).__name__, f.__code__.co_varnames[:2], f.__code__.co_argcount]
# --- generators are lazy
log = []
def gen():
    log.append("start")
    yield 1
    log.append("middle")
    yield 2
    log.append("end")
g = gen()
a = list(log)
first = next(g)
b = list(log)
rest = list(g)
def infinite():
    n = 0
    while True:
        yield n
        n += 1
it = infinite()
taken = [next(it), next(it), next(it)]
def echo():
    got = yield "ready"
    while True: got = yield got * 2
e = echo(); next(e)
def delegating():
    r = yield from inner()
    yield r
def inner():
    yield "i"
    return "returned"
def closing():
    try: yield 1
    finally: log.append("closed")
c = closing(); next(c); c.close()
ge = (log.append(x) or x for x in [7, 8])
before = list(log)
next(ge)
def early():
    for x in [1, 2, 3]:
        if x == 2: return
        yield x
result = [a, first, b, rest, log, taken, e.send(4), e.send(5), list(delegating()), before, log[-1], list(early()), next((x for x in [1, 0, 2] if 4 / (x or 0.5) > 1), None), any(1 / x for x in [1, 0])]
# --- generator methods and errors
def g():
    try:
        yield 1
    except ValueError as e:
        yield "caught " + str(e)
    yield 3
a = g(); next(a)
thrown = a.throw(ValueError("x"))
rest = list(a)
def empty():
    return 5
    yield
try: next(empty())
except StopIteration as e: value = e.value
b = g()
result = [thrown, rest, value, list(b), list(b), iter(b) is b, sum(x for x in range(4)), dict((k, v) for k, v in [("a", 1)]), max(len(w) for w in ["a", "bcd"]), [*g()], set(g()) == {1, 3}, tuple(x for x in "ab"), sorted(x for x in [2, 1])]
# --- iterators of classes
class Count:
    def __init__(self, n): self.n = n; self.i = 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
class Gen:
    def __iter__(self):
        yield "a"
        yield "b"
c = Count(3)
result = [list(Count(3)), next(c), list(c), [x for x in Old()], list(Gen()), 20 in Old(), "b" in Gen(), dict(enumerate(Gen())), list(zip(Count(2), Gen())), [*Count(2)], max(Count(4)), (lambda *a: a)(*Gen())]
# --- isinstance, issubclass, ABCs, __subclasses__ (not understood)
import abc, numbers
from typing import Protocol, runtime_checkable
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
class Sq(Shape):
    def area(self): return 4
@runtime_checkable
class HasArea(Protocol):
    def area(self): ...
def attempt(f):
    try: return f()
    except TypeError as e: return "TypeError"
result = [attempt(Shape), Sq().area(), isinstance(Sq(), Shape), issubclass(Sq, (int, Shape)), isinstance(True, (str, bool)), attempt(lambda: isinstance(1, 5)), attempt(lambda: issubclass(1, int)), [c.__name__ for c in Shape.__subclasses__()], isinstance(Sq, type), isinstance(None, type(None)), type(None).__name__]
# --- dunder new, singletons, immutable subclasses
class Single:
    _one = None
    def __new__(cls):
        if cls._one is None: cls._one = super().__new__(cls)
        return cls._one
class Upper(str):
    def __new__(cls, v): return super().__new__(cls, v.upper())
    def shout(self): return self + "!"
class Money(int):
    def __add__(self, o): return Money(int(self) + int(o))
    def __repr__(self): return f"Money({int(self)})"
class L(list):
    def first(self): return self[0]
class Dd(dict):
    def __missing__(self, k): return k * 2
    def __getattr__(self, k): return self[k]
class Pt(tuple):
    def __new__(cls, x, y): return tuple.__new__(cls, (x, y))
    x = property(lambda self: self[0])
result = [Single() is Single(), Upper("ab"), Upper("ab").shout(), isinstance(Upper("a"), str), Money(5) + 3, Money(2) * 2, L([1, 2]).first(), L([1]) + [2], type(L([1]) + [2]).__name__, Dd(a=1)["zz"], Dd(a=1).a, Pt(3, 4).x, Pt(3, 4), len(Pt(1, 2)), Upper("x") == "X", {Upper("x"): 1}["X"], type(Upper("x").lower()).__name__, L("ab"), Dd({"k": 1})]
# --- decorators with arguments, stacked, of classes, methods
def tag(name):
    def deco(f):
        f.tags = [name] + getattr(f, "tags", [])
        return f
    return deco
@tag("a")
@tag("b")
def f(): pass
def add(cls):
    cls.added = True
    return cls
def replace(cls): return "replaced"
@add
class A: pass
@replace
class B: pass
class Deco:
    def __init__(self, f): self.f = f; self.n = 0
    def __call__(self, *a):
        self.n += 1
        return self.f(*a)
@Deco
def g(x): return x + 1
class M:
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return (cls.__name__, x)
    @(lambda f: lambda self: "wrapped " + f(self))
    def w(self): return "w"
    alias = w
    both = staticmethod(lambda: "both")
g(1)
result = [f.tags, A.added, B, g(2), g.n, M.s(1), M().s(2), M.c(3), M().c(4), M().w(), M().alias(), M.both()]
# --- methods as objects (not understood)
class A:
    def m(self, x=0): return (self.n, x)
    n = 5
a = A()
bound = a.m
A.extra = lambda self: "extra " + str(self.n)
a.inst = lambda: "no self"
import types
a.late = types.MethodType(lambda self, y: (self.n, y), a)
result = [bound(1), A.m(a, 2), bound.__self__ is a, bound.__func__ is A.m, a.extra(), a.inst(), a.late(3), bound == a.m, A.m.__name__, a.m.__name__, list(map(a.m, [1, 2])), callable(a.m), "m" in dir(A), getattr(a, "m")(7)]
