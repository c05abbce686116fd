# === collections
from collections import OrderedDict, defaultdict, Counter, deque, ChainMap, namedtuple, UserDict, UserList, abc
P = namedtuple("P", "x y")
Q = namedtuple("Q", ["a", "b", "c"], defaults=[2, 3])

OrderedDict([("a", 1), ("b", 2)])
OrderedDict(a=1)
OrderedDict()
OrderedDict(a=1) == {"a": 1}
OrderedDict([("a", 1), ("b", 2)]) == OrderedDict([("b", 2), ("a", 1)])
list(OrderedDict(b=1, a=2))
isinstance(OrderedDict(), dict)
OrderedDict(a=1).keys()
type(OrderedDict(a=1)).__name__
defaultdict(list)
defaultdict(list, {"a": [1]})
defaultdict(int)["x"]
defaultdict(lambda: "d")["x"]
defaultdict(list).get("x")
defaultdict(None, {"a": 1})
"x" in defaultdict(int)
Counter("abca")
Counter()
Counter(a=2)
Counter({"a": 3})
Counter("abca")["a"]
Counter("abc")["z"]
Counter("abcaab").most_common(1)
Counter("abcaab").most_common()
sorted(Counter("abca").items())
Counter("ab") + Counter("bc")
Counter("abb") - Counter("b")
sorted(Counter("ab").elements())
Counter("abb").total()
Counter("ab") == {"a": 1, "b": 1}
dict(Counter("aab"))
deque([1, 2, 3])
deque([1, 2, 3], maxlen=2)
deque("ab")
list(deque([1, 2]))
deque([1, 2])[0]
len(deque([1, 2]))
deque([1]) == deque([1])
deque([1]) == [1]
isinstance(deque(), list)
deque([1, 2], 1).maxlen
ChainMap({"a": 1}, {"b": 2})["b"]  # not understood
ChainMap({"a": 1}, {"a": 2})["a"]  # not understood
sorted(ChainMap({"a": 1}, {"b": 2}))  # not understood
dict(ChainMap({"a": 1}, {"b": 2}))  # not understood
P(1, 2)
P(x=1, y=2)
P(1)
P(1, 2, 3)
P(1, z=3)
P(1, 2).x
P(1, 2)[1]
P(1, 2) == (1, 2)
P(1, 2)._asdict()
P(1, 2)._replace(x=5)
P._fields
P._make([1, 2])
P(1, 2) + (3,)
len(P(1, 2))
list(P(1, 2))
isinstance(P(1, 2), tuple)
P.__name__
[*P(1, 2)]
{P(1, 2): "a"}[(1, 2)]
P(1, 2) < P(1, 3)
repr(P("a", [1]))
Q(1)
Q(1, c=9)
Q._field_defaults
P(1, 2)._fields
"%s-%s" % P(1, 2)
hash(P(1, 2)) == hash((1, 2))  # not understood
UserDict({"a": 1})  # not understood
UserDict({"a": 1})["a"]  # not understood
UserDict(a=1).data  # not understood
UserList([1, 2])  # not understood
isinstance(UserDict(), dict)  # not understood
isinstance([], abc.Sequence)  # not understood
isinstance({}, abc.Mapping)  # not understood
isinstance("a", abc.Iterable)  # not understood
isinstance(5, abc.Iterable)  # not understood
isinstance(len, abc.Callable)  # not understood
isinstance((), abc.Hashable)  # not understood
isinstance([], abc.Hashable)  # not understood
isinstance({1}, abc.Set)
issubclass(list, abc.MutableSequence)  # not understood
# --- what changes them (not understood)
from collections import OrderedDict, defaultdict, Counter, deque, ChainMap
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
first = o.popitem(last=False)
d = defaultdict(list)
d["a"].append(1)
d["b"].append(2)
n = defaultdict(lambda: defaultdict(int))
n["x"]["y"] += 1
c = Counter("aab")
c.update("bb")
c["z"] += 5
c.subtract("a")
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
q.rotate(1)
left = q.popleft()
m = ChainMap({}, {"a": 1})
m["b"] = 2
result = [o, first, d, dict(d), n["x"]["y"], c, q, left, m.maps, m.new_child({"q": 1})["q"], list(q)]
# === itertools, functools, operator
import itertools, functools, operator

list(itertools.chain([1], "ab"))
list(itertools.chain.from_iterable([[1], [2, 3]]))
list(itertools.product([1, 2], "ab"))
list(itertools.product([0, 1], repeat=2))  # not understood
list(itertools.islice([1, 2, 3, 4], 2))  # not understood
list(itertools.islice([1, 2, 3, 4], 1, 3))  # not understood
list(itertools.islice([1, 2, 3, 4], 0, None, 2))  # not understood
list(itertools.islice(itertools.count(5), 3))  # not understood
list(itertools.islice(itertools.count(5, 2), 3))  # not understood
list(itertools.islice(itertools.cycle("ab"), 5))  # not understood
list(itertools.repeat("x", 3))  # not understood
list(itertools.accumulate([1, 2, 3]))  # not understood
list(itertools.accumulate([1, 2, 3], operator.mul))  # not understood
list(itertools.accumulate([1, 2], initial=10))  # not understood
list(itertools.combinations("abc", 2))  # not understood
list(itertools.permutations("abc", 2))  # not understood
list(itertools.combinations_with_replacement("ab", 2))  # not understood
list(itertools.zip_longest([1, 2], "a"))  # not understood
list(itertools.zip_longest([1, 2], "a", fillvalue="-"))  # not understood
list(itertools.takewhile(lambda v: v < 3, [1, 2, 3, 1]))  # not understood
list(itertools.dropwhile(lambda v: v < 3, [1, 2, 3, 1]))  # not understood
list(itertools.filterfalse(lambda v: v > 1, [1, 2]))  # not understood
list(itertools.starmap(pow, [(2, 3), (3, 2)]))  # not understood
[(k, list(g)) for k, g in itertools.groupby("aabc")]  # not understood
[(k, list(g)) for k, g in itertools.groupby([1, 3, 2], key=lambda v: v % 2)]  # not understood
list(itertools.compress("abc", [1, 0, 1]))  # not understood
list(itertools.pairwise([1, 2, 3]))  # not understood
[list(t) for t in itertools.tee([1, 2])]  # not understood
list(zip(itertools.count(), "ab"))  # not understood
list(itertools.batched("abcde", 2))  # not understood
functools.partial(int, base=2)("101")
functools.partial(pow, 2)(3)
functools.partial(sorted, reverse=True)([1, 2])
functools.partial(int, base=2).keywords  # not understood
functools.partial(pow, 2).args
functools.partial(pow, 2).func is pow
functools.reduce(lambda a, b: a + b, [1, 2, 3])
functools.reduce(operator.add, [1], 5)  # not understood
functools.reduce(lambda a, b: a, [])
sorted([1, 3, 2], key=functools.cmp_to_key(lambda a, b: b - a))  # not understood
operator.itemgetter(1)([1, 2])
operator.itemgetter("a", "b")({"a": 1, "b": 2})
operator.attrgetter("real")(5)  # not understood
operator.methodcaller("upper")("a")  # not understood
operator.methodcaller("replace", "a", "b")("aa")  # not understood
operator.add(1, 2)  # not understood
operator.mul(2, 3)  # not understood
operator.or_({1}, {2})  # not understood
operator.eq(1, 1)  # not understood
operator.lt(1, 2)  # not understood
operator.contains([1], 1)  # not understood
operator.getitem([5], 0)  # not understood
operator.not_(1)  # not understood
operator.neg(5)  # not understood
operator.truth([])  # not understood
operator.concat("a", "b")  # not understood
operator.is_(None, None)  # not understood
operator.index(5)  # not understood
# --- functools decorators (not understood)
import functools
calls = []
@functools.lru_cache(maxsize=None)
def square(n):
    calls.append(n)
    return n * n
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
@functools.lru_cache
def bare(n): return [n]
@functools.singledispatch
def show(v): return "any"
@show.register
def _(v: int): return "int"
@show.register(str)
def _(v): return "str"
@functools.total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
class C:
    made = 0
    @functools.cached_property
    def value(self):
        C.made += 1
        return [1]
    def add(self, a, b): return a + b
    plus5 = functools.partialmethod(add, 5)
def deco(f):
    @functools.wraps(f)
    def inner(*args, **kwargs): return f(*args, **kwargs) + 1
    return inner
@deco
def one():
    "doc"
    return 1
c = C()
c.value.append(2)
result = [square(2), square(2), calls, fib(20), bare(1) is bare(1), show(1), show("a"), show(1.5), V(1) <= V(2), V(2) > V(1), V(1) >= V(1), c.value, C.made, c.plus5(1), one(), one.__name__, one.__doc__, one.__wrapped__()]
