# python 3.10
# --- every pattern (not understood)
from dataclasses import dataclass
import enum
class Color(enum.Enum):
    RED = 1
@dataclass
class P:
    x: int
    y: int = 0
class Q:
    __match_args__ = ("a", "b")
    def __init__(self, a, b): self.a = a; self.b = b
LIMIT = 10
class K: LIMIT = 10
def kind(v):
    match v:
        case None: return "none"
        case True: return "true"
        case Color.RED: return "red"
        case K.LIMIT: return "limit"
        case -1: return "minus one"
        case 1 | 2: return "one or two"
        case 3.5: return "float"
        case "a" | "b" as letter: return "letter " + letter
        case "con" "cat": return "concat"
        case b"x": return "bytes"
        case int(n) if n > 100: return f"big {n}"
        case int(): return "int"
        case str() as s if len(s) > 5: return "long " + s
        case []: return "empty list"
        case [x]: return f"one {x}"
        case [1, [2, *_]]: return "nested"
        case [x, y] if x == y: return "same"
        case (x, y): return f"pair {x},{y}"
        case [first, *rest, last]: return f"{first}..{last} {rest}"
        case {"type": "t", "v": v2, **more}: return f"dict {v2} {sorted(more)}"
        case {"only": P(x=1)}: return "has P"
        case {}: return "some dict"
        case P(5, y=y): return f"P5 {y}"
        case P(x, y): return f"P {x} {y}"
        case Q(1, b=b): return f"Q {b}"
        case Q(): return "Q"
        case float() | complex(): return "number"
        case set(): return "set"
        case _: return "other"
result = [kind(v) for v in [None, True, Color.RED, 10, -1, 1, 2, 3.5, "a", "b", "concat", b"x", 500, 7, "abcdefg", "zz", [], [9], [1, [2, 3, 4]], [4, 4], (1, 2), [1, 2, 3, 4], {"type": "t", "v": 1, "z": 2}, {"only": P(1)}, {"q": 1}, {}, P(5, 6), P(1), Q(1, 2), Q(3, 4), 2.5, {1}, object, False, range(2), "xy", b"yy"]]
# --- captures, guards, fall through, sequences that are none
out = []
match [1, 2, 3]:
    case [a, b]: out.append("two")
    case [a, *b] if a > 5: out.append("guarded")
    case [a, *b]: out.append((a, b))
match "ab":
    case [x, y]: out.append("str is a sequence")
    case x: out.append(x)
match 5:
    case 6: out.append("six")
match (1, 2), 3:
    case (a, b), c: out.append((a, b, c))
match {"a": {"b": [1, {"c": 2}]}}:
    case {"a": {"b": [_, {"c": deep}]}}: out.append(deep)
class M(dict): pass
match M(a=1):
    case {"a": v}: out.append(v)
match 1, 2:
    case 1, *_: out.append("star")
match = 5
case = match + 1
type = "soft"
out += [match, case, type]
def _(): return 1
result = out
