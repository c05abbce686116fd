# --- loops
out = []
for i in range(10):
    if i == 2:
        continue
    if i == 5:
        break
    out.append(i)
else:
    out.append("never")
for i in []:
    pass
else:
    out.append("else")
n = 3
while n:
    n -= 1
else:
    out.append("done")
result = out
# --- try
log = []
def attempt(f):
    try:
        f()
    except (KeyError, IndexError) as error:
        log.append(type(error).__name__ + ":" + str(error))
    except ValueError:
        log.append("value")
    else:
        log.append("fine")
    finally:
        log.append("finally")
attempt(lambda: {}["x"])
attempt(lambda: [][1])
attempt(lambda: int("a"))
attempt(lambda: 1)
try:
    attempt(lambda: 1 / 0)
except ZeroDivisionError as e:
    log.append(str(e))
result = log
# --- raise and reraise
class AppError(Exception):
    def __init__(self, code, message="m"):
        super().__init__(message)
        self.code = code
def inner():
    try:
        raise AppError(5)
    except AppError:
        raise
try:
    inner()
except Exception as e:
    result = [e.code, str(e), e.args, repr(ValueError("a", 1)), isinstance(e, AppError)]
# --- finally return
def f():
    try:
        return 1
    finally:
        g.append(2)
g = []
def h():
    for i in range(3):
        try:
            continue
        finally:
            g.append(i)
    return "end"
result = [f(), h(), g]
# --- with
events = []
class Manager:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self):
        events.append("enter")
        return self
    def __exit__(self, kind, value, trace):
        events.append(kind.__name__ if kind else None)
        return self.swallow
with Manager(True) as m, Manager(False):
    events.append(m.swallow)
    raise ValueError("x")
events.append("after")
result = events
# --- contextmanager
from contextlib import contextmanager, suppress
steps = []
@contextmanager
def around(name):
    steps.append("before " + name)
    try:
        yield name.upper()
    finally:
        steps.append("after " + name)
with around("a") as value:
    steps.append(value)
with suppress(KeyError):
    {}["x"]
def early():
    with around("b"):
        return "returned"
steps.append(early())
result = steps
# --- match
def kind(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n > 100: return f"big {n}"
        case [x, y]: return f"pair {x} {y}"
        case [first, *rest]: return f"list {first} {rest}"
        case {"type": "a", **others}: return f"a {others}"
        case str() as s: return "text " + s
        case None: return "none"
        case -1: return "minus"
        case (1.5 | 2.5): return "real"
        case _: return "other"
result = [kind(v) for v in (0, 500, [1, 2], (1, 2, 3), {"type": "a", "b": 1}, "hi", None, 50, -1, 2.5, [])]
# --- match classes
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def where(p):
    match p:
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"y axis {y}"
        case Point(x, y) if x == y: return "diagonal"
        case Point(): return "somewhere"
        case _: return "no point"
result = [where(p) for p in (Point(0, 0), Point(0, 2), Point(3, 3), Point(1, 2), 5)]
# --- global and nonlocal
counter = 0
def bump():
    global counter
    counter += 1
    def inner():
        nonlocal local
        local += 10
        return local
    local = 1
    return inner() + inner()
result = [bump(), counter]
# --- closures
fns = [lambda i=i: i for i in range(3)]
late = [lambda: i for i in range(3)]
def make(n):
    def add(x): return x + n
    return add
result = [[f() for f in fns], [f() for f in late], make(2)(3)]
# --- generators
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
def both():
    yield "start"
    yield from count(3)
    return
g = count(3)
result = [list(both()), next(g), next(g), list(g), next(g, "end"), sum(count(5)), [x for x in both() if x != 1], dict((k, k) for k in "ab")]
# --- arguments
def f(a, /, b, c=3, *args, d, e=5, **kw):
    return [a, b, c, args, d, e, kw]
errors = []
for call in (lambda: f(1), lambda: f(1, 2), lambda: f(1, 2, d=4, b=3), lambda: (lambda x: x)(1, 2), lambda: (lambda x: x)(y=1)):
    try:
        call()
    except TypeError as e:
        errors.append("TypeError")
result = [f(1, 2, d=4), f(1, 2, 3, 4, 5, d=6, z=7, a=8), f(1, b=2, d=4), errors]
# --- augmented and chained assignment
a = b = [1]
a += [2]
x = y = 5
y -= 1
t = (1,)
t2 = t
t += (2,)
d = {"k": [1]}
d["k"] += [2]
class O: pass
o = O()
o.n = 1
o.n *= 5
result = [a, b, x, y, t, t2, d, o.n]
# --- delete
l = [1, 2, 3, 4]
del l[0], l[-1]
d = {"a": 1, "b": 2}
del d["a"]
x = 1
del x
try:
    x
except NameError as e:
    result = [l, d, str(e)]
# --- assert
try:
    assert 1 == 2, "not equal"
except AssertionError as e:
    result = str(e)
# --- mutable default
def add(x, to=[]):
    to.append(x)
    return to
add(1)
result = add(2)
# --- recursion
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
result = [fib(12), depth(90)]
# --- async functions
async def main():
    async with Ctx() as c:
        return [i async for i in items()]
class Ctx:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): return None
async def items():
    yield 1
    yield 2
result = main.__name__
# --- type parameters
try:
    exec("type A = int")
except SyntaxError:
    pass
result = "ok"
# --- unpacking errors
errors = []
for text in ("a, b = 1, 2, 3", "a, b = [1]"):
    try:
        if text.endswith("3"):
            a, b = 1, 2, 3
        else:
            a, b = [1]
    except ValueError as e:
        errors.append(str(e)[:20])
result = errors
