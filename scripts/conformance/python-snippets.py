"""Records what CPython makes of the snippets in test/python/snippets.

Each file holds snippets that begin with a line `# --- name` and leave their outcome in `result`, and tables that begin with
`# === name`: what every value of the table needs, a blank line, then one expression a line. recorded.json keeps the repr of every
outcome, `raises` and the kind of exception, or `another each time`, so that the tests need no Python. A first line `# python 3.14` names the oldest Python
that can answer for a file: an older one keeps what was recorded. Where our evaluator says that it does not know, `(not understood)`
ends the name of the snippet, `# not understood` the line of the table.

Run it after changing a snippet: python3 scripts/conformance/python-snippets.py
"""

import json
import pathlib
import re
import sys
import types

folder = pathlib.Path(__file__).resolve().parents[2] / "test" / "python" / "snippets"


def sources(text):
    """The snippets of a file by name, and every line of its tables."""
    parts = re.split(r"^# (---|===) (.+)\n", text, flags=re.MULTILINE)[1:]
    for kind, name, source in zip(parts[::3], parts[1::3], parts[2::3]):
        name = name.removesuffix(" (not understood)")
        if kind == "---":
            yield name, source
            continue
        preamble, _, lines = ("\n" + source).partition("\n\n")
        for line in lines.splitlines():
            expression = line.removesuffix("  # not understood")
            if expression:
                yield f"{name}: {expression}", f"{preamble}\nresult = ({expression}\n)"


def outcome(name, source):
    module = types.ModuleType("snippet")
    sys.modules["snippet"] = module
    try:
        exec(compile(source, name, "exec", dont_inherit=True), module.__dict__)
        return repr(module.__dict__["result"])
    except Exception as error:
        return f"raises {type(error).__name__}"



def lasting(name, source):
    """The outcome, or that it is another each time: the clock, chance, addresses."""
    first = outcome(name, source)
    return first if first == outcome(name, source) else "another each time"


store = folder / "recorded.json"
kept = json.loads(store.read_text()) if store.exists() else {}
recorded = {}
for file in sorted(folder.glob("*.py")):
    text = file.read_text()
    oldest = re.match(r"# python (\d+)\.(\d+)\n", text)
    if oldest and sys.version_info < (int(oldest[1]), int(oldest[2])):
        recorded[file.stem] = kept.get(file.stem, {})
        print(f"{file.name} needs Python {oldest[1]}.{oldest[2]}: {len(recorded[file.stem])} outcomes kept as they were")
        continue
    recorded[file.stem] = {name: lasting(name, source) for name, source in sources(text)}
store.write_text(json.dumps(recorded, indent=2, ensure_ascii=False) + "\n")
print(f"{sum(map(len, recorded.values()))} outcomes stand recorded, of Python {sys.version.split()[0]} where none is said to be kept")
