# === lists and tuples

[1, 2] + [3]
[1, 2] * 2
2 * [0]
[1] * -1
[1, 2, 3][1]
[1, 2, 3][-1]
[1, 2, 3][5]
[1, 2, 3]["a"]
[1, 2, 3][1:]
[1, 2, 3][::-1]
[1, 2, 3, 4, 5][1:4:2]
[1, 2, 3, 4, 5][-2:]
[1, 2, 3][True]
(1, 2) + (3,)
(1,) * 3
(1, 2, 3)[0]
(1, 2, 3)[::-1]
(1, 2, 3)[5]
()
(1,)
[1, 2] + (3,)
(1, 2) + [3]
[1, 2] == [1, 2]
[1, 2] == (1, 2)
(1, 2) == (1, 2)
[1, 2] < [1, 3]
[1, 2] < [1, 2, 3]
(1, "a") < (1, "b")
[1] < ["a"]
[1, 2] < (1, 3)
1 in [1, 2]
3 not in [1, 2]
[1] in [[1], [2]]
"a" in ("a", "b")
len([1, 2, 3])
len(())
list("abc")
list((1, 2))
list(range(3))
list({"a": 1})
list({1})
list(5)
list()
tuple([1, 2])
tuple("ab")
tuple()
[*range(3), *"ab"]
(*[1], 2)
[1, 2, 3].index(2)
[1, 2, 3].index(5)
[1, 2, 1].index(1, 1)
[1, 2, 1].count(1)
(1, 2, 1).count(1)
(1, 2).index(2)
[3, 1, 2].copy()
sorted([3, 1, 2])
sorted([3, 1, 2], reverse=True)
sorted(["b", "A", "c"], key=str.lower)
sorted({"b": 1, "a": 2})
sorted([(1, "b"), (1, "a"), (0, "z")])
sorted([1, "a"])
sorted([2, 1], key=None)
sorted(["aa", "b"], key=len, reverse=True)
sorted([("a", 1), ("b", 1)], key=lambda p: p[1], reverse=True)
list(reversed([1, 2, 3]))
list(reversed("abc"))
list(reversed(range(3)))
reversed({1, 2})
list(enumerate(["a", "b"]))
list(enumerate("ab", 1))
list(enumerate("ab", start=5))
list(zip([1, 2], "ab"))
list(zip([1, 2, 3], "ab"))
list(zip())
list(zip([1], [2], strict=True))
list(zip([1], [2, 3], strict=True))
dict(zip("ab", [1, 2]))
list(zip(*[(1, 2), (3, 4)]))
list(map(str, [1, 2]))
list(map(lambda a, b: a + b, [1, 2], [3, 4]))
list(map(int, "123"))
list(filter(None, [0, 1, "", "a"]))
list(filter(lambda v: v > 1, [1, 2, 3]))
any([0, 1])
any([])
all([1, 0])
all([])
any(v > 2 for v in [1, 2, 3])
all(v > 0 for v in [1, 2, 3])
[x * 2 for x in range(3)]
[x for x in range(5) if x % 2]
[(x, y) for x in range(2) for y in range(2)]
[(x, y) for x in range(3) for y in range(x)]
[x for x in range(10) if x > 2 if x < 5]
[[y for y in range(x)] for x in range(3)]
{x: x * 2 for x in range(3)}
{x % 2 for x in range(5)}
{v: k for k, v in {"a": 1}.items()}
list(x for x in range(3))
sum(x for x in range(4))
[a for a, *b in [(1, 2, 3), (4, 5)]]
[b for a, *b in [(1, 2, 3), (4, 5)]]
[y := 5, y + 1]
[last := x for x in range(3)]
next(iter([1, 2]))
next(iter([]), "default")
next(iter([]))
next([1])
iter(5)
list(iter([1, 2].copy().pop, 1))
type([]).__name__
type(()).__name__
type(range(3)).__name__
bool([])
bool([0])
bool(())
[None] * 3
[[]] * 2
[1, 2] is [1, 2]
not []
[] or "default"
[1] and "yes"
[1, [2, [3]]]
[1, (2, {"a": [3]})]
list.append  # not understood
[].foo
[1, 2].append(3)
[1, 2].sort()
[].pop()
[1].remove(2)
[1, 2, 3].__len__()
(1, 2).__contains__(1)
slice(1, 5, 2)
slice(3)
[1, 2, 3, 4][slice(1, 3)]
slice(1, 10, 2).indices(5)  # not understood
slice(1, 2) == slice(1, 2)
{}[[]]
{[]: 1}
{(1, []): 1}
hash([])
min([[1, 2], [1]])
[1, 2, 3] > [1, 2]
isinstance([], list)
isinstance((), (list, tuple))
# === range

range(5)
range(1, 5)
range(0, 10, 3)
list(range(5, 0, -2))
list(range(0))
list(range(3, 1))
range(1, 10, 0)
range(2.5)
range("a")
len(range(10))
len(range(0, 10, 3))
range(10)[2]
range(10)[-1]
range(10)[2:5]
range(10)[::-2]
range(3)[5]
3 in range(5)
5 in range(5)
4 in range(0, 10, 3)
2.0 in range(5)
"a" in range(5)
range(3) == range(3)
range(0) == range(5, 5)
range(3) == [0, 1, 2]
range(0, 3, 2) == range(0, 4, 2)
range(3) + range(2)
range(5).start
range(5).stop
range(5).step
range(5).index(3)
range(5).count(3)
range(5).index(9)
sum(range(101))
bool(range(0))
bool(range(1))
len(range(10**18))
range(10**18)[5]
10**17 in range(10**18)
range(10**30)
isinstance(range(1), tuple)
isinstance(range(1), range)
type(range(1))
[*range(2)]
tuple(range(3))
max(range(5))
list(map(str, range(2)))
str(range(3))
hash(range(3)) == hash(range(3))  # not understood
{range(2): 1}[range(2)]
list(zip(range(2), range(10, 12)))
reversed(range(4))[0]
list(reversed(range(0, 10, 3)))
# === dicts
d = {"a": 1, "b": 2, "c": 3}
e = {"b": 20, "z": 26}

d["a"]
d["x"]
d.get("a")
d.get("x")
d.get("x", 0)
len(d)
"a" in d
1 in d
list(d)
list(d.keys())
list(d.values())
list(d.items())
d.keys()
d.values()
d.items()
{}.keys()
d.keys() & e.keys()
sorted(d.keys() | e.keys())
sorted(d.keys() - e.keys())
sorted(d.keys() ^ e.keys())
d.keys() & ["a", "q"]
sorted(d.items() & {("a", 1), ("b", 3)})
d.keys() == {"a", "b", "c"}
{"a", "b", "c"} == d.keys()
d.keys() <= {"a", "b", "c", "d"}
d.keys() == e.keys()
d.keys().isdisjoint(e)
d.keys() == ["a", "b", "c"]
d.values() == d.values()
d.items() == {("a", 1), ("b", 2), ("c", 3)}
("a", 1) in d.items()
("a", 2) in d.items()
("a",) in d.items()
1 in d.values()
"a" in d.keys()
len(d.values())
d.keys()[0]
d.values() + [1]
isinstance(d.keys(), list)
type(d.keys()).__name__
type(d.values()).__name__
type(d.items()).__name__
bool({}.keys())
bool(d.keys())
list(reversed(d))
list(reversed(d.keys()))
list(reversed(d.items()))
next(iter(d))
next(iter(d.values()))
[*d]
[*d.values()]
{**d, "a": 10}
{**d, **e}
d | e
e | d
d | [("x", 1)]
d | None
dict(a=1)
dict([("a", 1)])
dict({"a": 1}, b=2)
dict([("a",)])
dict([1])
dict("ab")
dict(["ab", "cd"])
dict(None)
dict(d)
dict(**d)
dict.fromkeys("ab")
dict.fromkeys(["a", "b"], 0)
d == {"c": 3, "b": 2, "a": 1}
{} == {}
{1: "a"} == {1.0: "a"}
{1: "a", True: "b", 1.0: "c"}
{1: 1, "1": 2}
d < e
d.copy() == d
d.copy() is d
d.pop("a")
d.pop("x", None)
d.pop("x")
d.popitem()
{}.popitem()
d.setdefault("a", 5)
d.setdefault("n", 5)
d.update(x=1)
d.update([("q", 1)])
d.clear()
max(d, key=d.get)
min(d.values())
sum(d.values())
sorted(d.items(), key=lambda kv: -kv[1])
{k: v for k, v in d.items() if v > 1}
{v: k for k, v in d.items()}
[k for k in d]
str(d)
repr({})
{None: 1, (1, 2): 3}
bool({})
d["a"]["b"]
d.foo
d.get([])
d.__contains__("a")
d.__getitem__("a")
d.__len__()
isinstance(d, dict)
list(map(str, d))
any(d)
"-".join(d)
tuple(d.items())
dict(d.items())
dict(zip(d.values(), d.keys()))
list(enumerate(d))
{"x": {"y": {"z": 1}}}["x"]["y"]["z"]
# === what random expressions found

{}[1:2]
{'a': 1}.pop()
(1.5).bit_length()
bytes(False)
{slice(1, 2): 3}[1:2]
[*'ab', *range(2)]
max({'a': 1, 'b': 2})
('%c' % 'x') * True
[x for x in {1: 'x'}.items()]
(0.1).is_integer() + (2.0).is_integer()
sorted(enumerate('ba'))
list(zip(range(3), reversed('abc')))
True in [1] in [[1]]
{**{1: 2}} == {True: 2.0}
'a,b'.partition(',')[::2]
divmod(-7, 2.5)
-True ** 2
round(-0.5)
int('0b1', 0) | 0x10
list(map(len, ('a', [1, 2], {})))
# === sets

{1, 2} | {3}
{1, 2} & {2, 3}
{1, 2} - {2}
{1, 2} ^ {2, 3}
{1, 2} | [3]
{1, 2}.union([3], (4,))
{1, 2}.intersection([2, 3])
{1, 2}.difference([2])
{1, 2}.symmetric_difference([2, 3])
{1, 2}.issubset([1, 2, 3])
{1, 2}.issuperset([1])
{1, 2}.isdisjoint([3])
{1, 2} <= {1, 2, 3}
{1, 2} < {1, 2}
{1, 2} >= {1}
{1, 2} == {2, 1}
{1, 2} == frozenset([1, 2])
frozenset([1, 2]) == {1, 2}
{1, 2} != {1}
1 in {1, 2}
[] in {1}
len({1, 1, 2})
{1, 1.0, True}
set()
set("a")
set([1, 2, 1])
set(5)
frozenset()
frozenset([1])
frozenset([1]) | {2}
{1} | frozenset([2])
type(frozenset([1]) | {2}).__name__
type({1} | frozenset([2])).__name__
{frozenset([1]): "x"}[frozenset([1])]
{[1]}
{1} + {2}
sorted({3, 1, 2})
sum({1, 2, 3})
{1}.pop()
set().pop()
{1}.remove(2)
{1}.discard(2)
{1}.add(2)
frozenset([1]).add(2)
{1, 2}.copy()
{1, 2}.update([3])
bool(set())
bool({0})
{1: 1}.keys() | {2}
{*[1, 2], *{3}}
{1, 2}[0]
hash({1})
hash(frozenset()) == hash(frozenset())  # not understood
isinstance({1}, frozenset)
min({3, 1})
set.union({1}, {2})
{(1, 2), (1, 2)}
{x for x in "a"}
{1} < {2}
{1, 2} & {3}
set() | set()
