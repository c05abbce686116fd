"""Stand-ins for packages that a project imports and that are not installed, so that its models can be imported all the same.

A stand-in takes any call, attribute, subscript or operator and answers with itself. Given one function or class it gives that back,
as a decorator would. A class that inherits from one inherits from `StandInBase`, so that who did can be told afterwards: a base that
brings columns must be installed, not stood in for.
"""

import importlib.abc
import importlib.machinery
import sys
import types


class StandInBase:
    """What a class inherits whose base is a stand-in."""


class StandIn:
    def __init__(self, name):
        self.__dict__["_name"] = name
        self.__dict__["__name__"] = name.rpartition(".")[2]

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and isinstance(args[0], (type, types.FunctionType)):
            return args[0]
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn(f"{self._name}.{name}")

    def __mro_entries__(self, bases):
        return () if any(isinstance(base, type) for base in bases if base is not object) else (StandInBase,)

    def __get_pydantic_core_schema__(self, *_):
        from pydantic_core import core_schema

        return core_schema.any_schema()

    def __get_validators__(self):
        return iter(())

    def __setattr__(self, name, value):
        self.__dict__[name] = value

    def __iter__(self):
        return iter(())

    def __contains__(self, _):
        return False

    def __len__(self):
        return 0

    def __bool__(self):
        return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __instancecheck__(self, _):
        return False

    def __subclasscheck__(self, _):
        return False

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)

    def __lt__(self, _):
        return False

    __gt__ = __lt__

    def __le__(self, _):
        return True

    __ge__ = __le__

    def __int__(self):
        return 0

    __index__ = __int__

    def __float__(self):
        return 0.0

    def __str__(self):
        return self._name

    __fspath__ = __str__
    __repr__ = __str__

    def __getitem__(self, _):
        return self

    def __setitem__(self, *_):
        pass

    def __or__(self, other):
        return other if isinstance(other, type) else self

    __ror__ = __or__
    __and__ = __rand__ = __add__ = __sub__ = __mul__ = __truediv__ = __mod__ = __getitem__

    def __radd__(self, other):
        return other if isinstance(other, (str, list, tuple)) else self


class StandInModule(types.ModuleType):
    __path__ = []
    __version__ = "999.0.0"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = StandIn(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Comes last: what nobody else finds gets a stand-in if it is the project that asks, and the module is not its own.

    What an installed package asks for and does not find it can do without.
    """

    def __init__(self, folders, own, values):
        self.folders = tuple(folder.rstrip("/") + "/" for folder in folders)
        self.own = own
        self.values = values
        self.stood_in = set()

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        parent = sys.modules.get(name.rpartition(".")[0])
        if top in self.own or ("." in name and not isinstance(parent, StandInModule)) or not self.asked_by_project():
            return None
        self.stood_in.add(top)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def asked_by_project(self):
        frame = sys._getframe(2)
        while frame and ("importlib" in frame.f_code.co_filename):
            frame = frame.f_back
        return frame is not None and frame.f_code.co_filename.startswith(self.folders)

    def create_module(self, spec):
        return StandInModule(spec.name)

    def exec_module(self, module):
        for name, value in self.values.items():
            owner, _, attribute = name.rpartition(".")
            if owner == module.__name__:
                setattr(module, attribute, value)


def install(folders, own, values):
    """Gives every import in `folders` that would fail a stand-in from here on. Returns the finder.

    `own`: the project's top-level modules. `values`: what must be a real value, by its full name.
    """
    finder = StandInFinder(folders, frozenset(own), values)
    sys.meta_path.append(finder)
    return finder
