# python 3.12
# --- descriptors with __get__, __set__, __set_name__, __delete__
class D:
    def __set_name__(self, owner, name):
        self.name = "_" + name
        self.owner = owner.__name__
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return getattr(obj, self.name, "unset")
    def __set__(self, obj, value): setattr(obj, self.name, value * 2)
    def __delete__(self, obj): delattr(obj, self.name)
class NonData:
    def __get__(self, obj, owner): return ("nd", obj is None, owner.__name__)
class A:
    x = D()
    y = NonData()
a = A()
first = a.x
a.x = 5
second = a.x
del a.x
a.__dict__["x"] = "shadow"
a.__dict__["y"] = "own"
result = [first, second, a.x, A.x.name, A.x.owner, a.y, A.y, A().y, vars(a)]
# --- property with setter, deleter, doc, inheritance
class A:
    def __init__(self): self._v = 1
    @property
    def v(self):
        "the doc"
        return self._v
    @v.setter
    def v(self, value): self._v = value
    @v.deleter
    def v(self): self._v = None
    w = property(lambda self: 9)
class B(A):
    @property
    def v(self): return super().v + 100
    @A.v.getter
    def u(self): return "u"
a = A(); a.v = 5; five = a.v
del a.v
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__
def setw(): a.w = 1
def delw(): del a.w
result = [five, a.v, B().v, A.v.__doc__, attempt(setw), attempt(delw), isinstance(A.v, property), a.w, A.v.fget(a), B().u]
# --- metaclasses
class Meta(type):
    registry = []
    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        cls.tag = kw.get("tag", "none")
        return cls
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        Meta.registry.append(name)
    def __call__(cls, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        made.made = True
        return made
    def __getitem__(cls, key): return (cls.__name__, key)
    def __iter__(cls): return iter([1, 2])
    def __len__(cls): return 7
    def __contains__(cls, v): return v == 5
    def __getattr__(cls, name):
        if name.startswith("dyn"): return name + "!"
        raise AttributeError(name)
    def helper(cls): return cls.__name__.lower()
    @property
    def prop(cls): return cls.tag + "?"
    def __repr__(cls): return "<M " + cls.__name__ + ">"
    def __or__(cls, other): return "or"
    def __instancecheck__(cls, i): return i == 3 or type.__instancecheck__(cls, i)
    def __bool__(cls): return False
class A(metaclass=Meta, tag="a"):
    def __init__(self, x=1): self.x = x
class B(A, tag="b"): pass
result = [A.tag, B.tag, Meta.registry, A().made, B(5).x, A[3], list(A), len(A), 5 in A, 6 in A, A.dynamic, A.helper(), B.prop, repr(A), A | 1, isinstance(3, A), isinstance(A(), A), bool(A), type(A).__name__, type(B) is Meta, hasattr(A, "nope"), hasattr(A(), "helper")]
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
# --- __init_subclass__ with keywords and super
class Root:
    subs = []
    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.label = name or cls.__name__.lower()
        Root.subs.append(cls.__name__)
class A(Root): pass
class B(A, name="bee"): pass
try:
    class C(Root, bad=1): pass
except TypeError as e: error = type(e).__name__
result = [A.label, B.label, Root.subs, error]
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
# --- attribute hooks
class A:
    x = 1
    def __getattr__(self, name):
        if name == "missing": raise AttributeError("no " + name)
        return "dyn_" + name
    def __setattr__(self, name, value): object.__setattr__(self, name, (value, "set"))
    def __delattr__(self, name): object.__setattr__(self, "deleted", name)
class B:
    def __getattribute__(self, name):
        if name == "secret": return "intercepted"
        return object.__getattribute__(self, name)
    y = 2
a = A(); a.z = 5
del a.q
result = [a.x, a.foo, a.z, a.deleted, hasattr(a, "missing"), getattr(a, "missing", "default"), B().secret, B().y, hasattr(B(), "nope")]
# --- operators of classes
import functools
class V:
    def __init__(self, *n): self.n = n
    def __repr__(self): return f"V{self.n}"
    def __add__(self, o): return V(*self.n, *o.n) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return ("radd", o)
    def __iadd__(self, o): self.n += (o,); return self
    def __mul__(self, o): return V(*(x * o for x in self.n))
    __rmul__ = __mul__
    def __neg__(self): return V(*(-x for x in self.n))
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __len__(self): return len(self.n)
    def __getitem__(self, i): return self.n[i]
    def __contains__(self, v): return v in self.n
    def __call__(self, *a, **k): return (a, k)
    def __eq__(self, o): return isinstance(o, V) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def __lt__(self, o): return self.n < o.n
    def __bool__(self): return bool(self.n)
    def __matmul__(self, o): return "mat"
    def __floordiv__(self, o): return "floor"
    def __mod__(self, o): return "mod"
    def __pow__(self, o): return "pow"
    def __lshift__(self, o): return "lsh"
    def __and__(self, o): return "and"
    def __or__(self, o): return "or"
    def __ror__(self, o): return "ror"
    def __xor__(self, o): return "xor"
    def __truediv__(self, o): return "div"
    def __divmod__(self, o): return "dm"
    def __index__(self): return 2
    def __int__(self): return 7
    def __float__(self): return 1.5
    def __round__(self, n=None): return ("round", n)
    def __format__(self, spec): return f"fmt:{spec}"
    def __reversed__(self): return iter("rev")
    def __iter__(self): return iter(self.n)
    def __enter__(self): return "in"
    def __exit__(self, *a): return True
a = V(1, 2)
a += 9
with V() as w: raise ValueError
result = [V(1) + V(2), 5 + V(1), a, V(1, 2) * 3, 3 * V(1), -V(1), +V(), ~V(), abs(V()), len(V(1, 2)), V(5)[0], 1 in V(1), V()(1, k=2), V(1) == V(1), V(1) != V(2), {V(1): "x"}[V(1)], V(1) < V(2), sorted([V(2), V(1)]), bool(V()), V() @ 1, V() // 1, V() % 1, V() ** 1, V() << 1, V() & 1, V() | 1, 1 | V(), V() ^ 1, V() / 1, divmod(V(), 1), [0, 1, 2, 3][V()], int(V()), float(V()), round(V()), round(V(), 2), f"{V():>5}", format(V()), list(reversed(V())), list(V(3, 4)), w, V(1) in [V(1)], [V(1)].index(V(1)), [V(1)].count(V(1)), max([V(1), V(3)])]
# --- reflected operators and subclasses first
class A:
    def __add__(self, o): return "A.add"
    def __radd__(self, o): return "A.radd"
    def __lt__(self, o): return "A.lt"
    def __gt__(self, o): return "A.gt"
    def __eq__(self, o): return "A.eq"
class B(A):
    def __radd__(self, o): return "B.radd"
    def __gt__(self, o): return "B.gt"
    def __eq__(self, o): return "B.eq"
class N:
    def __add__(self, o): return NotImplemented
def attempt(f):
    try: return f()
    except TypeError as e: return str(e)
result = [A() + B(), B() + A(), A() < B(), 1 < A(), 1 == A(), A() == B(), attempt(lambda: N() + 1), attempt(lambda: N() < N()), N() == N(), attempt(lambda: -N()), attempt(lambda: N()[0]), attempt(lambda: N()()), attempt(lambda: len(N()))]
# --- C3 order and super through it
class A:
    def who(self): return ["A"]
class B(A):
    def who(self): return ["B"] + super().who()
class C(A):
    def who(self): return ["C"] + super().who()
class D(B, C):
    def who(self): return ["D"] + super().who()
try:
    class X(A, B): pass
except TypeError as e: error = str(e)[:37]
try:
    class Y(A, A): pass
except TypeError as e: error2 = str(e)
result = [D().who(), [c.__name__ for c in D.__mro__], error, error2, super(B, D()).who(), D.mro() == list(D.__mro__), D.__base__.__name__]
# --- super in class methods, static, properties, nested functions, __new__
class A:
    @classmethod
    def make(cls, x): return (cls.__name__, x)
    @staticmethod
    def s(): return "s"
    @property
    def p(self): return "pA"
    def __new__(cls, *a):
        self = super().__new__(cls)
        self.made = a
        return self
class B(A):
    @classmethod
    def make(cls, x): return ("B",) + super().make(x)
    @property
    def p(self): return super().p + "B"
    def nested(self):
        def inner(): return super(B, self).p
        return inner() + [__class__.__name__][0]
    def s2(self): return super().s()
    def __init__(self, x): self.x = x
result = [B.make(1), B(5).p, B(1).nested(), B(7).made, B(7).x, B(1).s2(), B.s()]
# --- class bodies
class A:
    x = 1
    y = [x for _ in range(2)] if False else x + 1
    if y > 1:
        z = "then"
    else:
        z = "else"
    for i in range(3):
        locals()["n%d" % i] = i
    def f(self): return x if "x" in globals() else "no global x"
    class Inner:
        a = 1
        class Deep: b = 2
    try:
        bad
    except NameError: caught = True
    with __import__("contextlib").nullcontext(5) as c: pass
    del i
    t: int = 5
    u: "str"
    a = b = 3
    (q, r), *s = (1, 2), 3, 4
    d = {k: v for k, v in [("m", 1)]}
    e = lambda self: self.x
    x += 10
result = [A.x, A.y, A.z, A.n0, A.n2, A().f(), A.Inner.Deep.b, A.Inner.Deep.__qualname__, A.caught, A.c, hasattr(A, "i"), A.t, A.__annotations__, A.a, A.q, A.s, A.d, A().e()]
# --- scopes of class bodies
x = "global"
def f():
    x = "enclosing"
    class A:
        before = x
        x = "class"
        after = x
        def m(self): return x
        l = [x for _ in [1]]
        l2 = [v for v in x]
    return A
A = f()
result = [A.before, A.after, A().m(), A.l, A.l2[0]]
# --- names: global, nonlocal, closures, late binding, UnboundLocalError, del
counter = 0
def bump():
    global counter
    counter += 1
    return counter
def make():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
def unbound():
    try:
        return counter
    finally:
        counter = 5
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__
def late(): return [lambda: i for i in range(3)]
def early(): return [lambda i=i: i for i in range(3)]
def deleted():
    v = 1
    del v
    return v
def cond(flag):
    if flag: z = 1
    return z
def loopvar():
    for q in []: pass
    return q
def shadow():
    len = lambda v: "mine"
    return len([])
def aug():
    counter += 1
def exc():
    try: 1 / 0
    except ZeroDivisionError as e: pass
    return e
def comp():
    k = "outer"
    [k for k in range(3)]
    return k
def walrus():
    if (w := 5) > 3: return w
i1 = make()
i1()
def defining():
    print
    return later
result = [bump(), bump(), counter, i1(), attempt(unbound), [f() for f in late()], [f() for f in early()], attempt(deleted), attempt(lambda: cond(False)), attempt(loopvar), shadow(), attempt(aug), attempt(exc), comp(), walrus(), attempt(defining), attempt(lambda: nothing)]
# --- arguments of every kind
def f(a, b=2, /, c=3, *args, d, e=5, **kw): return (a, b, c, args, d, e, kw)
def g(*, k): return k
def h(a, /, **kw): return (a, kw)
def m(x=[]):
    x.append(1)
    return x
def attempt(fn):
    try: return fn()
    except TypeError as e: return str(e).removeprefix('snippet.g() ')
result = [f(1, d=4), f(1, 2, 3, 4, 5, d=6, z=7), g(k=1), h(1, a=2), m(), m(), f(*[1, 2], **{"d": 3, "q": 4}), attempt(lambda: f(1)), attempt(lambda: f(d=1)), attempt(lambda: g(1)), attempt(lambda: g()), attempt(lambda: g(k=1, **{"k": 2})), attempt(lambda: h(a=1)), attempt(lambda: (lambda: 1)(2)), attempt(lambda: f(1, d=1, **{1: 2})), attempt(lambda: g(x=1)), (lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, c=3, e=4), attempt(lambda: (lambda a, b: 1)()), attempt(lambda: (lambda a, *, b, c: 1)(1)), attempt(lambda: m(1, 2, 3))]
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
# --- __slots__, __dict__, vars, dir, del
class S:
    __slots__ = ("a", "b")
class O:
    c = 1
    def m(self): pass
s = S(); s.a = 1
o = O(); o.x = 1; o.y = 2
del o.y
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__
d = o.__dict__
d["w"] = 5
result = [s.a, attempt(lambda: s.b), vars(o), o.w, "c" in vars(O), [n for n in dir(o) if not n.startswith("_")], attempt(lambda: o.y), "m" in O.__dict__, isinstance(O.__dict__["m"], type(lambda: 1))]
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
# --- exceptions: classes, arguments, chaining, str and repr, finally, else, reraise
class MyError(Exception):
    def __init__(self, msg, code=5):
        super().__init__(msg)
        self.code = code
class Other(MyError): pass
def attempt(f):
    try: return f()
    except Exception as e: return (type(e).__name__, str(e), repr(e), e.args)
def chain():
    try: 1 / 0
    except ZeroDivisionError as e:
        raise ValueError("outer") from e
def order():
    log = []
    try:
        log.append("try")
        return log
    finally:
        log.append("finally")
def overriding():
    try: return 1
    finally: return 2
def elses():
    try: x = 1
    except Exception: return "except"
    else: return "else"
    finally: pass
def loops():
    out = []
    for i in range(3):
        try:
            if i == 1: continue
            out.append(i)
        finally: out.append("f")
    return out
def rethrow():
    try:
        try: raise KeyError("k")
        except LookupError: raise
    except KeyError as e: return e.args
def cause():
    try: chain()
    except ValueError as e: return (type(e.__cause__).__name__, type(e.__context__).__name__)
def swallowed():
    for _ in [1]:
        try: raise ValueError
        finally: break
    return "ok"
result = [attempt(lambda: (_ for _ in [1]).throw(MyError("m"))), attempt(lambda: [][1]), attempt(lambda: {}["k"]), attempt(lambda: int("x")), attempt(chain), order(), overriding(), elses(), loops(), rethrow(), cause(), swallowed(), str(MyError("a")), repr(Other("b", 6)), Other("c", 7).code, isinstance(Other("d"), MyError), str(Exception()), str(Exception(1, 2)), repr(ValueError("x")), repr(KeyError("x")), ValueError("a") == ValueError("a"), str(KeyError("k")), issubclass(KeyError, LookupError), attempt(lambda: None.foo), attempt(lambda: undefined_name), attempt(lambda: "a" + 1), attempt(lambda: 1 + "a"), attempt(lambda: [1] + (1,)), attempt(lambda: None[0]), attempt(lambda: None()), attempt(lambda: {}.x), attempt(lambda: len(5)), attempt(lambda: {[]: 1}), attempt(lambda: [] < 1), attempt(lambda: f"{1:z}"), attempt(lambda: (1, 2)["a"]), attempt(lambda: next(iter([])))]
# --- context managers
from contextlib import contextmanager, suppress, ExitStack, closing, redirect_stdout, AbstractContextManager
log = []
class CM:
    def __init__(self, name, swallow=False): self.name = name; self.swallow = swallow
    def __enter__(self): log.append("in " + self.name); return self
    def __exit__(self, t, v, tb): log.append(("out " + self.name, t.__name__ if t else None)); return self.swallow
@contextmanager
def gen(x):
    log.append("g in")
    try: yield x * 2
    except ValueError as e: log.append("g caught")
    finally: log.append("g out")
with CM("a") as a, CM("b") as b: log.append(a.name + b.name)
with (CM("c") as c, CM("d")): pass
with CM("e", True): raise KeyError
with gen(5) as five: log.append(five)
with gen(1): raise ValueError
with suppress(KeyError): {}["x"]
def early():
    with CM("r"): return "ret"
log.append(early())
result = log
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
# --- unpacking everywhere
a, b = 1, 2
a, b = b, a
(c, d), e = [3, 4], 5
f, *g = [1, 2, 3]
*h, i = "abc"
j, *k, l = range(5)
m = n = []
m.append(1)
[o, p] = {"x": 1, "y": 2}
x = {**{"a": 1}, "b": 2}
y = [*range(2), *[5]]
z = [*[1], 2]
q, = [9]
for (r, s), t in [((1, 2), 3)]: pass
d2 = {}
d2["k"], d2["l"] = 1, 2
class O: pass
o2 = O()
o2.a, o2.b = 7, 8
def attempt(f):
    try: return f()
    except (ValueError, TypeError) as e: return str(e)
def few(): a, b, c = 1, 2
def many(): a, b = 1, 2, 3
def none(): a, b = None
def star(): a, b, *c = [1]
result = [a, b, c, d, e, f, g, h, i, j, k, l, n, o, p, x, y, z, q, r, s, t, d2, vars(o2), attempt(few), attempt(many), attempt(none), attempt(star)]
# --- augmented assignment and aliasing
a = [1]; b = a
a += [2]
c = (1,); d = c
c += (2,)
e = {"x": [1]}
e["x"] += [2]
e["x"][0] *= 10
s = {1}; t = s
s |= {2}
s -= {1}
u = {"a": 1}; v = u
u |= {"b": 2}
n = 5; n -= 2; n **= 3; n //= 2; n %= 7; n <<= 2; n |= 1; n ^= 3; n &= 0xff; n >>= 1
f = 7.0; f /= 2
st = "a"; st += "b"; st *= 2
def attempt(fn):
    try: return fn()
    except TypeError as e: return "TypeError"
tup = ([1],)
def weird(): tup[0] += [2]
w = attempt(weird)
l = [1]; m = l; l *= 2
result = [a, b, c, d, e, s, t, u, v, n, f, st, w, tup, l, m]
