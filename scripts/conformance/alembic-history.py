"""Records what real Alembic makes of some histories: order, heads, targets, paths, version rows.

Run with a Python that has Alembic; writes test/alembic/recorded/histories.json, which
test/alembic/history/conformance.test.ts compares with what we make of the same files.
"""

import itertools
import json
import pathlib
import tempfile
import warnings

import alembic
from alembic.runtime.migration import HeadMaintainer
from alembic.script import ScriptDirectory
from alembic.util import CommandError

warnings.simplefilter("ignore")


def file(revision, down, labels=None, depends=None, doc="a step"):
    text = f'"""{doc}\n\nRevision ID: {revision}\n"""\n'
    text += f"revision = {revision!r}\ndown_revision = {down!r}\n"
    text += f"branch_labels = {labels!r}\ndepends_on = {depends!r}\n"
    return text + "\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"


HISTORIES = {
    "empty": [],
    "linear": [("aaaa1111", None), ("aaaa2222", "aaaa1111"), ("bbbb3333", "aaaa2222"), ("cccc4444", "bbbb3333")],
    "free ids": [("main_0001", None), ("kilo", "main_0001"), ("0", "kilo"), ("Zwei", "0")],
    "two heads": [("base01", None), ("left02", "base01"), ("left03", "left02"), ("right2", "base01")],
    "merge": [
        ("base01", None),
        ("left02", "base01"),
        ("right2", "base01"),
        ("right3", "right2"),
        ("merged", ("left02", "right3")),
        ("after5", "merged"),
    ],
    "labels": [
        ("core01", None, ("core",)),
        ("core02", "core01"),
        ("core03", "core02"),
        ("shop01", "core02", ("shop", "store")),
        ("shop02", "shop01"),
    ],
    "bases that depend": [
        ("core01", None, "core"),
        ("core02", "core01"),
        ("core03", "core02"),
        ("plug01", None, "plug", "core02"),
        ("plug02", "plug01"),
        ("other1", None, "other", ("core", "plug01")),
        ("other2", "other1", None, "plug02"),
    ],
    "diamonds": [
        ("zero00", None),
        ("aone01", "zero00"),
        ("bone01", "zero00"),
        ("cone01", "zero00"),
        ("two002", ("bone01", "aone01")),
        ("three3", ("two002", "cone01")),
        ("four04", "three3"),
        ("five05", "three3", "fifth"),
    ],
    "criss-cross": [
        ("root00", None),
        ("lft001", "root00", "left"),
        ("rgt001", "root00", "right"),
        ("lft002", "lft001", None, "rgt001"),
        ("rgt002", "rgt001", None, "lft001"),
        ("lft003", "lft002"),
        ("rgt003", "rgt002", None, ("lft002", "lft001")),
    ],
}

ALWAYS = ["head", "heads", "base", "+1", "+2", "-1", "-2", "head-1", "heads-1", "nope", "ab", "base+1", "nope@head", "head+1", "+0"]


def targets(steps):
    ids = [step[0] for step in steps]
    labels = [label for step in steps if len(step) > 2 and step[2] for label in ([step[2]] if isinstance(step[2], str) else step[2])]
    yield from ALWAYS
    for name in [*ids, *labels]:
        yield name
        yield f"{name}@head"
    for name in ids:
        yield from (name[:4], f"{name}+1", f"{name}-1", f"{name}-2")
    for label in labels:
        yield from (f"{label}@heads", f"{label}@base", f"{label}@+1", f"{label}@-1", f"{label}@{ids[0]}", f"{label}@{ids[-1]}")


def outcome(run, refusals):
    """Text for what was run, the index of a refusal for what Alembic refuses, None where it falls over itself."""
    try:
        return " ".join(run())
    except CommandError as error:
        messages = list(dict.fromkeys([str(error), str(error.__cause__ or error)]))
        if messages not in refusals:
            refusals.append(messages)
        return refusals.index(messages)
    except Exception:
        return None


def one_line(outcomes):
    """`a>a b>b | #3 | !`: what ran, the index of a refusal, Alembic fell over."""
    return " | ".join("!" if made is None else f"#{made}" if isinstance(made, int) else made for made in outcomes)


class Rows(HeadMaintainer):
    def __init__(self, heads):
        self.heads = set(heads)

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)

    def _delete_version(self, version):
        self.heads.remove(version)

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)


def steps_with_rows(steps, current):
    rows = Rows(current)
    for step in steps:
        rows.update_to_step(step)
        yield f"{step.revision.revision}>{','.join(sorted(rows.heads))}"


def rows_after_stamp(steps, current):
    rows = Rows(current)
    for step in steps:
        rows.update_to_step(step)
    return sorted(rows.heads)


def states(script, ids):
    map_ = script.revision_map
    below = {id_: {r.revision for r in map_._get_ancestor_nodes([map_.get_revision(id_)])} for id_ in ids}
    yield ()
    for id_ in ids:
        yield (id_,)
    for a, b in itertools.combinations(ids, 2):
        if a not in below[b] and b not in below[a]:
            yield (a, b)


def record(name, steps):
    files = {f"{index:02}_step.py": file(*step) for index, step in enumerate(steps)}
    with tempfile.TemporaryDirectory() as folder:
        versions = pathlib.Path(folder, "versions")
        versions.mkdir()
        for file_name, text in files.items():
            (versions / file_name).write_text(text)
        script = ScriptDirectory(folder)
        revisions = list(script.walk_revisions())
        ids = [step[0] for step in steps]
        made = {
            "files": files,
            "order": [revision.revision for revision in reversed(revisions)],
            "heads": script.get_heads(),
            "effectiveHeads": script.get_heads(consider_depends_on=True),
            "bases": script.get_bases(),
            "labels": {revision.revision: sorted(revision.branch_labels) for revision in revisions},
            "messages": {revision.revision: revision.doc for revision in revisions},
            "refusals": [],
            "targets": list(dict.fromkeys(targets(steps))),
            "resolved": "",
            "moves": [],
        }
        asked = made["targets"]
        resolved = []
        for target in asked:
            resolved.append(
                outcome(lambda: [revision.revision for revision in script.get_revisions(target) if revision], made["refusals"])
            )
        made["resolved"] = one_line(resolved)
        for state in states(script, ids):
            up = [outcome(lambda: steps_with_rows(script._upgrade_revs(target, state), state), made["refusals"]) for target in asked]
            down = [outcome(lambda: steps_with_rows(script._downgrade_revs(target, state), state), made["refusals"]) for target in asked]
            stamp = [outcome(lambda: rows_after_stamp(script._stamp_revs(target, state), state), made["refusals"]) for target in asked]
            made["moves"].append({"from": list(state), "up": one_line(up), "down": one_line(down), "stamp": one_line(stamp)})
    return made


recorded = {"alembic": alembic.__version__, "histories": {name: record(name, steps) for name, steps in HISTORIES.items()}}
path = pathlib.Path(__file__).resolve().parents[2] / "test/alembic/recorded/histories.json"
path.parent.mkdir(parents=True, exist_ok=True)
lines = ["{", f'"alembic": {json.dumps(recorded["alembic"])}, "histories": {{']
for number, (name, made) in enumerate(recorded["histories"].items()):
    parts = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in made.items()]
    lines.append(f"{json.dumps(name)}: {{\n" + ",\n".join(parts) + "\n}" + ("," if number < len(HISTORIES) - 1 else ""))
path.write_text("\n".join([*lines, "}}"]) + "\n")
