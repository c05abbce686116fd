# --- inheritance
class A:
    kind = "a"
    def who(self): return "A" + self.kind
class B(A):
    kind = "b"
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    pass
result = [D().who(), [c.__name__ for c in D.__mro__], D.kind, issubclass(D, A), D.__bases__[1].__name__, super(B, D()).who()]
# --- mro conflict
class X: pass
class Y(X): pass
try:
    class Z(X, Y): pass
except TypeError as e:
    result = "TypeError"
# --- attributes
class A:
    shared = []
    def __init__(self, x): self.x = x
a, b = A(1), A(2)
a.shared.append("s")
b.extra = "e"
A.late = "l"
result = [a.shared is b.shared, a.late, hasattr(a, "extra"), getattr(b, "extra"), getattr(a, "zz", None), vars(b), setattr(a, "q", 1), a.q]
# --- properties
class T:
    def __init__(self): self._c = 0
    @property
    def c(self): return self._c
    @c.setter
    def c(self, v): self._c = v * 2
    @classmethod
    def make(cls, *a): return (cls.__name__, a)
    @staticmethod
    def st(x): return x + 1
class U(T): pass
t = T()
t.c = 5
try:
    class R:
        @property
        def r(self): return 1
    R().r = 2
    e = None
except AttributeError:
    e = "no setter"
result = [t.c, T.make(1), U.make(), t.make(2), T.st(1), t.st(2), e]
# --- operators
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + (o.x if isinstance(o, V) else o))
    def __radd__(self, o): return V(o + self.x)
    def __iadd__(self, o): self.x += 100; return self
    def __neg__(self): return V(-self.x)
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __lt__(self, o): return self.x < o.x
    def __hash__(self): return hash(self.x)
    def __bool__(self): return self.x != 0
    def __len__(self): return 7
    def __getitem__(self, k): return ("item", k)
    def __contains__(self, k): return k == self.x
    def __call__(self, *a, **k): return (a, k)
    def __repr__(self): return f"V({self.x})"
    def __iter__(self): return iter([self.x, self.x])
v = V(1)
w = v + 2
w += 1
result = [v + V(2), v + 1, 1 + v, -v, v == V(1), v != V(1), v < V(2), sorted([V(3), V(1)]), bool(V(0)), len(v), v[1], v["a":"b"].__class__.__name__, 1 in v, v(1, k=2), list(v), [*v], w, str(v), f"{v}"]
# --- not implemented
class M:
    def __add__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
try:
    M() + 1
    r = None
except TypeError:
    r = "TypeError"
result = [r, M() == M()]
# --- init subclass and class keywords
seen = []
class Base:
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        seen.append((cls.__name__, tag))
class One(Base, tag="t"): pass
class Two(One): pass
result = seen
# --- descriptors
class D:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, instance, owner): return (self.name, instance is None)
class H:
    d = D()
result = [H.d, H().d]
# --- getattr hook
class G:
    real = 1
    def __getattr__(self, name):
        if name == "bad": raise AttributeError(name)
        return name.upper()
g = G()
result = [g.real, g.other, hasattr(g, "bad"), getattr(g, "bad", "dflt")]
# --- setattr hook
class S:
    def __setattr__(self, name, value): super().__setattr__(name, value * 2)
s = S()
s.x = 5
result = s.x
# --- new
class N:
    def __new__(cls, *a):
        o = super().__new__(cls)
        o.made = a
        return o
    def __init__(self, *a): self.init = a
class Single:
    _one = None
    def __new__(cls):
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one
n = N(1, 2)
result = [n.made, n.init, Single() is Single()]
# --- metaclass
class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        ns["added"] = name.lower()
        return super().__new__(mcs, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        cls.inits = getattr(cls, "inits", 0) + 1
    def shout(cls): return cls.__name__.upper()
    @property
    def prop(cls): return "p" + cls.__name__
class A(metaclass=Meta): pass
class B(A): y = 1
result = [A.added, B.added, B.shout(), B.prop, type(B).__name__, B.inits, isinstance(B, Meta), B.y]
# --- type with three arguments
T = type("T", (dict,), {"x": 1, "m": lambda self: self.x})
t = T(a=1)
result = [t.x, t.m(), t["a"], T.__name__, isinstance(t, dict)]
# --- subclasses of builtins
class L(list):
    def first(self): return self[0]
class S(str):
    def shout(self): return self.upper() + "!"
class I(int): pass
class K(dict):
    def __missing__(self, k): return "missing " + k
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
k = K(a=1)
k["b"] = 2
l = L([3, 4])
l.append(5)
result = [l.first(), len(l), l, S("a").shout(), S("a") + "b", I(5) + 1, k["zz"], k["b"], k["a"], isinstance(l, list), {S("a"): 1}["a"], [x for x in l], L() or "empty"]
# --- nested classes and class scope
class Outer:
    x = 1
    class Inner:
        y = 2
    z = [n for n in range(x + 1)]
    def m(self): return self.Inner.y + Outer.x
    f = lambda self: "f"
result = [Outer.Inner.__qualname__, Outer.z, Outer().m(), Outer().f(), Outer.m.__qualname__]
# --- class decorators
def tag(name):
    def decorate(cls):
        cls.tag = name
        return cls
    return decorate
@tag("t")
class A: pass
def wrap(f):
    def inner(*a): return ("w", f(*a))
    return inner
@wrap
@wrap
def g(x): return x
result = [A.tag, g(1)]
# --- iterators
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
result = [list(Countdown(3)), list(Seq()), max(Countdown(4)), 20 in Seq(), [a for a, b in zip(Countdown(2), Seq())]]
# --- str and repr of exceptions
class E(Exception):
    def __str__(self): return "custom"
result = [str(E(1)), repr(KeyError("k")), str(KeyError("k")), str(Exception()), str(Exception(1, 2))]
# --- bound methods
class A:
    def m(self, x): return (self.n, x)
    def __init__(self, n): self.n = n
m = A(1).m
f = A.m
result = [m(2), f(A(3), 4), m.__name__, m.__self__.n, list(map(A(5).m, [1, 2]))]
# --- slots and class attributes
class P:
    __slots__ = ("x",)
    def __init__(self): self.x = 1
class Q:
    a: int = 1
    b: str
result = [P().x, Q.a, list(Q.__annotations__), hasattr(Q, "b")]
# --- metaclasses that ask super
log = []
class Outer(type):
    def __init__(cls, name, bases, names):
        log.append(("outer", name, cls.__name__))
        super().__init__(name, bases, names)
    def describe(cls): return "outer " + cls.__name__
class Inner(Outer):
    def __new__(meta, name, bases, names):
        names["made"] = True
        return super().__new__(meta, name, bases, names)
    def __init__(cls, name, bases, names):
        log.append(("inner", name, sorted(n for n in names if n[0] != "_")))
        super().__init__(name, bases, names)
        cls.late = 1
    def describe(cls): return "inner " + super().describe()
class A(metaclass=Inner):
    x = 1
    def __init__(self, y): log.append(("instance", y))
class B(A):
    def __init__(self): super().__init__(2)
B()
result = [log, B.late, B.made, B.describe()]
