# python 3.14
# --- annotations are not evaluated until somebody asks
def f(a: Later) -> Missing: return a
class A:
    x: NotDefined
    y: B = None
class B: pass
z: Nope = 5
result = [f(1), A.y, A.__annotations__ if False else "not asked", z]
# --- except and except* without parentheses
def attempt(f):
    try: return f()
    except ValueError, TypeError: return "either"
    except KeyError: return "key"
result = [attempt(lambda: int("x")), attempt(lambda: 1 + "a"), attempt(lambda: {}[1])]
# --- template strings (not understood)
name = "x"
t = t"hello {name!r:>5} and {1 + 1}"
result = [t.strings, t.values, [i.expression for i in t.interpolations], t.interpolations[0].conversion, t.interpolations[0].format_spec, type(t).__name__]
# --- finally with nothing that leaves it
def f():
    try: return 1
    finally: pass
result = f()
