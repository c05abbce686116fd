# python 3.10
# --- errors of the decorator (not understood)
from dataclasses import dataclass, field
def attempt(f):
    try: return f()
    except Exception as e: return type(e).__name__
def order():
    @dataclass
    class A:
        a: int = 1
        b: int
def mutable():
    @dataclass
    class A:
        a: list = []
def both(): return field(default=1, default_factory=list)
result = [attempt(f) for f in (order, mutable, both)]
# --- with inheritance from a class with __init__ and a mixin
from dataclasses import dataclass
class Base:
    def __init__(self): self.seen = True
    def hello(self): return type(self).__name__
@dataclass
class D(Base):
    x: int = 0
    def __post_init__(self): super().__init__()
@dataclass(init=False)
class E:
    x: int = 0
    def __init__(self): self.x = 42
@dataclass(repr=False)
class F:
    x: int
result = [D(1).seen, D().hello(), D(3), E(), E().x, F(1).x, vars(D(2))]
