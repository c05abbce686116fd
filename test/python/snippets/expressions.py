# --- arithmetic
result = [7 // 2, -7 // 2, 7 % -3, -7 % 3, 2 ** 10, 2 ** -1, 7 / 2, 1e3 // 7, -7.5 % 2, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 70, -9 >> 1]
# --- floats
result = [0.1 + 0.2, 1e16, 1e-5, 123456789012345678.0, 100.0, 1 / 3, 1e22, 1.5e300 * 1e10, -0.0, 5e-324, float("inf")]
# --- comparison chains
x = 5
result = [1 < x < 10, 1 < x > 10, x == 5 != 6, 3 in [1, 2, 3] == True, not x, x is None]
# --- logic gives operands
result = [0 or "a", 1 and 2, "" and 1, [] or {} or 0, None or "z"]
# --- strings
result = ["a" "b", r"\n\d", "\x41\u00e9\101\t", 'it\'s', "say \"hi\"", """two
lines""", "back\
slash"]
# --- bytes
result = [b"ab\x00\xff", b"a" + b"b", "é".encode(), b"abc"[1], b"abc"[1:], b"x".decode()]
# --- unicode
s = "naïve 😀 text"
result = [len(s), s[6], s[::-1], s.upper(), s.encode("utf-8"), s.find("text")]
# --- slices
l = list(range(10))
result = [l[2:5], l[::3], l[::-1], l[-3:], l[8:2:-2], l[:-7], "hello"[1:-1], (1, 2, 3)[1:], l[20:], l[5:2]]
# --- f-strings
w, v, name = 10, 3.14159, "bob"
result = [f"{name:>10}|", f"{v:.2f}", f"{v:{w}.{2}}", f"{name!r}", f"{{}}", f"{w:05d} {w:x} {w:#b}", f"{w=}", f"{w = }", f"{name:^9}", f"{1234567:,}", f"{0.5:%}", f"{'nested ' + f'{w}'}"]
# --- percent formatting
result = ["%s and %r" % ("a", "b"), "%5d|%-5d|%05d" % (1, 2, 3), "%.3f %e %g" % (1.5, 12345.678, 0.0001), "%(k)s-%(n)d" % {"k": "v", "n": 3}, "%%", "100%%" % (), "%x %o" % (255, 8), "%s" % [1]]
# --- format method
result = ["{} {}".format(1, "b"), "{0} {0!r} {1}".format("a", 2), "{k:>5}".format(k=1), "{0[1]} {d[x]}".format([1, 2], d={"x": 9}), "{:{w}}|".format("a", w=4), "{{}}".format()]
# --- number formats
result = [format(1234.5, ",.2f"), format(255, "#x"), format(-5, "+d"), format(5, "+"), format(3.0, "g"), format(1e20, "g"), format(0.00001234, ".3g"), format("abc", "*^9"), format(12, "08.3f"), format(True, "d"), format(1e10, ""), format(1234567.891, "_.1f")]
# --- string methods
s = "  Hello, World  "
result = [s.strip(), s.lstrip(), s.rstrip(), s.lower(), s.strip().split(", "), s.replace("l", "L", 2), s.title(), s.strip().swapcase(), s.count("o"), s.find("W"), s.rfind("zzz"), "a-b-c".rsplit("-", 1), "a b  c".split(), " a b  c ".split(" "), "abc".center(10, "*"), "42".zfill(5), "-42".zfill(5)]
# --- more string methods
result = ["a,b".partition(","), "a,b,c".rpartition(","), "prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"), "abc".startswith(("x", "ab")), "abc".endswith("bc"), "l1\nl2\r\nl3".splitlines(), "-".join(["a", "b"]), "aXbX".translate(str.maketrans("X", "Y")), "abc".isalpha(), "1".isdigit(), "a_1".isidentifier(), "Ab".istitle(), "x".ljust(3) + "|", "\ta".expandtabs(4), "one two".capitalize(), "a b c".split(None, 1), "a b c".rsplit(None, 1)]
# --- lists
l = [3, 1, 2]
l.append(5)
l.extend((7, 8))
l.insert(1, "x")
popped = l.pop()
l.remove("x")
l2 = sorted(l, reverse=True)
l.reverse()
l += [9]
l[0:2] = ["a"]
del l[1]
result = [l, l2, popped, l.index(9), l.count(1), [0] * 3, [1, 2] + [3], [1, [2]] == [1, [2]], [1, 2] < [1, 3]]
# --- dicts
d = {"a": 1, **{"b": 2}}
d["c"] = 3
d.setdefault("d", 4)
d.update(e=5)
d |= {"f": 6}
gone = d.pop("a")
result = [d, gone, list(d), d.get("zz"), d.get("zz", 0), list(d.items())[0], {1: "a", True: "b", 1.0: "c"}, dict([("x", 1)], y=2), "b" in d, len(d), {"a": 1} | {"b": 2}, dict.fromkeys("ab", 0)]
# --- sets
a, b = {1, 2, 3}, frozenset([2, 3, 4])
result = [sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a >= {1}, a.isdisjoint({9}), len({1, 1.0, True}), frozenset() == set(), set()]
# --- comprehensions
result = [[i * j for i in range(3) for j in range(i)], {k: v for k, v in zip("ab", (1, 2))}, sorted({i % 3 for i in range(10)}), list(i for i in range(5) if i % 2), [[y for y in range(x)] for x in range(3)], [a + b for a, b in [(1, 2), (3, 4)]]]
# --- walrus and conditional
values = [y for x in range(5) if (y := x * 2) > 3]
result = [values, y, "yes" if values else "no", (z := 5) + z]
# --- star expressions
first, *middle, last = range(5)
[a, (b, *c)] = [1, (2, 3, 4)]
def f(*args, **kwargs):
    return args, kwargs
result = [first, middle, last, a, b, c, [*range(2), *"ab"], (*[1], 2), {**{"x": 1}, "y": 2}, f(*[1, 2], 3, **{"k": 4}, j=5)]
# --- lambdas
add = lambda a, b=2, *c, d=4, **e: (a, b, c, d, e)
result = [add(1), add(1, 3, 5, d=6, z=7), (lambda: 5)(), sorted([(1, "b"), (0, "c")], key=lambda p: p[1]), list(map(lambda x, y: x + y, [1, 2], [3, 4]))]
# --- builtins
result = [min(3, 1, 2), max([1, 5], key=lambda x: -x), sum([1, 2], 10), any([0, 1]), all([]), abs(-3), round(2.5), round(3.14159, 2), divmod(7, 2), pow(2, 10), chr(97), ord("a"), hex(255), bin(5), oct(8), bool([]), int("0x1f", 16), int(" 42 "), int(3.9), float("1.5"), str(None), repr("a'b"), list(reversed([1, 2])), list(enumerate("ab", 1)), list(zip([1, 2], "ab")), list(filter(None, [0, 1, 2])), min([], default=0)]
# --- isinstance
result = [isinstance(1, int), isinstance(True, int), isinstance("a", (int, str)), issubclass(bool, int), type(1) is int, type([]).__name__, isinstance(1, int | str), isinstance(None, type(None)), callable(len), isinstance(ValueError(), Exception), issubclass(KeyError, LookupError)]
# --- repr of nested values
result = [[1, "a", None, (2,), {"k": [True]}, {1}], ("a",), (), {}, set(), b"q", 1.0, ..., "tab\t nl\n ' \x00 \x7f é"]
# --- identity and equality
a = [1]
b = a
result = [a is b, a == [1], a is not [1], 1 == 1.0, "a" != "b", None == None, (1, 2) == (1, 2), {"a": 1} == {"a": 1}, 1 == "1", [1] != (1,)]
