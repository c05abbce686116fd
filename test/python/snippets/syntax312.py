# python 3.12
# --- type aliases and parameters (not understood)
type Point = tuple[float, float]
type Pair[T] = tuple[T, T]
type Lazy = "list[Undefined]"
def first[T](items: list[T]) -> T: return items[0]
class Box[T]:
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
class Bounded[T: int, *Ts, **P](Box[T]): pass
result = [Point.__name__, Point.__value__, first([3]), Box(5).get(), Box[int](6).v, Bounded(7).v, str(Point), Pair.__type_params__[0].__name__, repr(Pair[int])]
# --- annotations at run time (not understood)
from typing import Optional, get_type_hints
x: int | None = None
y: "list[str]"
def f(a: int, *b: str, c: "float" = 1) -> None: ...
class A:
    a: int
    b: Optional[str] = None
class B(A):
    c: list[A]
result = [__annotations__["x"] == int | None, __annotations__["y"], f.__annotations__["a"], A.__annotations__["a"], sorted(B.__annotations__), get_type_hints(f)["c"], sorted(get_type_hints(B))]
# --- with in parentheses, except without parentheses, star in index and return
import contextlib
def stars():
    rest = [2, 3]
    return 1, *rest
def gen():
    rest = [1]
    yield 0, *rest
d = {(1, 2): "t"}
key = (2,)
with (contextlib.nullcontext(1) as a, contextlib.nullcontext(2) as b,): pass
for v in [*[1], 2]: last = v
lambda_default = (lambda a=(1, 2), /, *, b: (a, b))(b=3)
result = [stars(), list(gen()), d[1, *key], a, b, last, lambda_default]
# --- walrus
import re
data = [1, 2, 3]
if (n := len(data)) > 2: size = n
total = 0
values = [total := total + v for v in data]
found = [m.group(1) for line in ["a=1", "b", "c=3"] if (m := re.match(r"\w=(\d)", line))]
while (item := data.pop()) != 1: pass
result = [size, values, total, found, item, (y := 5, y + 1), [z := 3, z * 2], f"{(q := 4)}{q}", any((hit := v) > 1 for v in [1, 2, 3]), hit]
# --- numbers, strings and line continuation (not understood)
a = 1_000 + \
    2
b = ("one"
     "two"  # comment
     'three')
c = """line
  two\
 joined"""
d = [
    1,
    2,
]
e = 0xFF_FF, 0b1_0, 0o7_7, 1e1_0, .5, 5., 1_0.0_1
if True: f = 1; g = 2
class C: pass; x = 1
h = u"unicode" r"\raw" """t"""
i = {1: 2,
     }
j = (yield_ := 3)
k = not True or False and 1
l = 1 if False else 2 if True else 3
m = -2 ** 2, (-2) ** 2, 2 ** -1, not 1 == 2, 1 < 2 == True
n = [x for x in (1, 2) if x if x > 1], {**{}}, (*[1],), [*()]
o = 1,
p = ()
q = lambda: (yield)
r = a if a else b,
s = "a" in "abc" in ["abc"]
t = 5 .real, 1..real
result = [a, b, c, d, e, f, g, C.x, h, i, j, k, l, m, n, o, p, r, s, t]
# --- loops
out = []
for i in range(3):
    if i == 1: continue
    out.append(i)
else: out.append("else")
for i in range(3):
    if i == 1: break
else: out.append("never")
n = 0
while n < 3:
    n += 1
    if n == 2: continue
else: out.append("while else")
while True:
    n += 1
    if n > 5: break
for a in [1]:
    for b in [2]:
        for c in [3]: out.append((a, b, c))
l = [1, 2, 3]
for x in l:
    if x < 3: l.append(x + 10) if len(l) < 6 else None
d = {"a": 1}
for k, v in d.items(): d[k] = v + 1
for d["z"] in [5]: pass
it = iter([1, 2, 3, 4])
pairs = list(zip(it, it))
def find(xs):
    for x in xs:
        for y in x:
            if y == 2: return (x, y)
    return None
try:
    for k in d: d[k + "x"] = 1
except RuntimeError as e: out.append("RuntimeError")
result = [out, n, i, l, d["a"], d["z"], pairs, find([[1], [2, 3]])]
# --- asynchronous code (not understood)
import asyncio
async def f(): return 5
async def g(): return await f() + 1
async def agen():
    for i in range(3): yield i
async def main():
    out = [await g()]
    async for v in agen(): out.append(v)
    out.append([v async for v in agen()])
    return out
result = asyncio.iscoroutinefunction(f)
# --- globals, locals, vars, exec, eval
a = 1
globals()["dynamic"] = 5
def f():
    x = 1
    y = 2
    return sorted(locals())
for name in ["p", "q"]: globals()[name.upper()] = name
import sys
setattr(sys.modules[__name__], "via_module", 7)
g = globals()
g.update(updated=8)
result = [dynamic, f(), P, Q, via_module, "a" in globals(), globals()["a"], updated, globals().get("nope", "d"), vars()["a"]]
# --- eval and exec of constants (not understood)
result = eval("1 + 2")
