"""Records what CPython makes of the snippets in test/python/snippets.

Each file holds snippets that begin with a line `# --- name` and leave their outcome in `result`; recorded.json keeps
its repr, so that the tests need no Python. Run it after changing a snippet: python3 scripts/conformance/python-snippets.py
"""

import json
import pathlib
import re
import sys
import types

folder = pathlib.Path(__file__).resolve().parents[2] / "test" / "python" / "snippets"
recorded = {}
for file in sorted(folder.glob("*.py")):
    parts = re.split(r"^# --- (.+)\n", file.read_text(), flags=re.MULTILINE)[1:]
    for name, source in zip(parts[::2], parts[1::2]):
        module = types.ModuleType("snippet")
        sys.modules["snippet"] = module
        namespace = module.__dict__
        exec(compile(source, f"{file.name}: {name}", "exec"), namespace)
        recorded[f"{file.stem}: {name}"] = repr(namespace["result"])
(folder / "recorded.json").write_text(json.dumps(recorded, indent=2, ensure_ascii=False) + "\n")
print(f"{len(recorded)} snippets recorded")
