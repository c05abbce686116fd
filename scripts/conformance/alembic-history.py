"""Records what real Alembic makes of some histories: order, heads, targets, paths, version rows.

Run with a Python that has Alembic; writes test/alembic/recorded/histories.json, random-histories.json and
broken-histories.json, which test/alembic/history/conformance.test.ts compares with what we make of the same files.
"""

import functools
import itertools
import json
import pathlib
import random
import tempfile
import warnings

import alembic
from alembic.runtime.migration import HeadMaintainer
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError, RevisionMap
from alembic.util import CommandError

warnings.simplefilter("ignore")


def in_written_order(self, revisions, map_, normalize=RevisionMap._normalize_depends_on):
    """Alembic keeps dependencies in a set, whose order changes from run to run: of all its orders, the written one."""
    normalize(self, revisions, map_)
    for revision in revisions:
        own = revision._normalized_resolved_dependencies
        revision._normalized_resolved_dependencies = tuple(dict.fromkeys(dep for dep in revision._resolved_dependencies if dep in own))


def in_order_of_files(self, revisions, map_, work=None):
    """Revisions with labels stand in a set as well."""
    order = list(map_)
    return work(self, sorted(revisions, key=lambda revision: order.index(revision.revision)), map_)


RevisionMap._normalize_depends_on = in_written_order
RevisionMap._add_branches = functools.partialmethod(in_order_of_files, work=RevisionMap._add_branches)
RevisionMap._map_branch_labels = functools.partialmethod(in_order_of_files, work=RevisionMap._map_branch_labels)


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

PLAIN = "\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"

# Files as they are, for what a tuple of this recorder cannot say.
WRITTEN = {
    "ids that begin alike": [
        file("ab", None),
        file("abc", "ab"),
        file("abcd", "abc"),
        file("abcde", "abcd"),
        file("abcdef01", "abcde", "abcdef"),
        file("abcdef02", "abcde"),
        file("1234", "abcdef02"),
        file("12345", "1234"),
    ],
    "ids that are computed": [
        "PREFIX = 'step'\nrevision = PREFIX + '_' + str(1)\ndown_revision = None\n" + PLAIN,
        "import hashlib\nrevision = hashlib.md5(b'second').hexdigest()[:8]\ndown_revision: str = 'step_%d' % 1\n" + PLAIN,
        "revision, down_revision = ''.join(sorted('fedcba')), [hashed for hashed in ['a9f0e61a']][0]\n" + PLAIN,
        "if True:\n    revision = 'last'\nelse:\n    revision = 'other'\ndown_revision = tuple(c for c in ['abcdef'])\nbranch_labels = {'tip'}\n"
        + PLAIN,
    ],
    "odd ways to write": [
        '# -*- coding: utf-8 -*-\n"""First\n   line two\n\nmore"""\nrevision = u"été"\ndown_revision = ()\nbranch_labels = ["fr", "en"]\ndepends_on = []\n'
        + PLAIN,
        "revision: str = 'b c d'\ndown_revision = ['été']\nbranch_labels = ()\ndepends_on = None\n" + PLAIN,
        "'a docstring in plain quotes'\ndown_revision = 'b c d',\nrevision = ('x'\n  'yz1')\nreplaces = 'nothing'\n" + PLAIN,
        "revision = down_revision = None\nrevision = '__init'\ndown_revision = 'xyz1'\n" + PLAIN,
        "revision = 'deps'\ndown_revision = None\ndepends_on = ('fr', 'b c d', 'fr')\n" + PLAIN,
    ],
}

# Of these Alembic says something, and most it refuses altogether.
BROKEN = {
    "parent missing": [("aaaa1111", None), ("bbbb2222", "nowhere")],
    "dependency missing": [("aaaa1111", None), ("bbbb2222", "aaaa1111", None, "nowhere")],
    "id twice": [("aaaa1111", None), ("bbbb2222", "aaaa1111"), ("bbbb2222", "aaaa1111")],
    "label twice": [("aaaa1111", None, "one"), ("bbbb2222", "aaaa1111", "one")],
    "label is an id": [("aaaa1111", None), ("bbbb2222", "aaaa1111", "aaaa1111")],
    "loop": [("aaaa1111", None), ("bbbb2222", "bbbb2222")],
    "loop alone": [("aaaa1111", "aaaa1111")],
    "cycle": [("aaaa1111", None), ("bbbb2222", ("dddd4444", "aaaa1111")), ("cccc3333", "bbbb2222"), ("dddd4444", "cccc3333")],
    "cycle without a head": [("aaaa1111", "cccc3333"), ("bbbb2222", "aaaa1111"), ("cccc3333", "bbbb2222")],
    "dependency loop": [("aaaa1111", None), ("bbbb2222", "aaaa1111", None, "bbbb2222")],
    "dependency cycle": [("aaaa1111", None, "left", "bbbb2222"), ("bbbb2222", None, "right", "left")],
    "illegal id": [("aaaa1111", None), ("bb-b@b", "aaaa1111")],
    "illegal label": [("aaaa1111", None, "o-ne")],
}

ALWAYS = ["head", "heads", "base", "+1", "+2", "-1", "-2", "head-1", "heads-1", "nope", "ab", "base+1", "nope@head", "head+1", "+0"]


def labels_of(steps):
    return [label for step in steps if len(step) > 2 and step[2] for label in ([step[2]] if isinstance(step[2], str) else step[2])]


def targets(ids, labels):
    yield from ALWAYS
    for name in [*ids, *labels]:
        yield name
        yield f"{name}@head"
    for name in ids:
        yield from (name[:4], f"{name}+1", f"{name}-1", f"{name}-2")
    for label in labels:
        yield from (f"{label}@heads", f"{label}@base", f"{label}@+1", f"{label}@-1", f"{label}@{ids[0]}", f"{label}@{ids[-1]}")


def in_order_of_names(message):
    """Overlapping revisions stand in a set, too."""
    before, overlaps, names = message.partition(" overlaps with other requested revisions ")
    return before + overlaps + ", ".join(sorted(names.split(", ")))


def outcome(run, refusals):
    """Text for what was run, the index of a refusal for what Alembic refuses, None where it falls over itself."""
    try:
        return " ".join(run())
    except CommandError as error:
        messages = list(dict.fromkeys(in_order_of_names(str(each)) for each in (error, error.__cause__ or error)))
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


def any_targets(dice, ids, labels):
    """Also what hardly anybody would write."""
    names = [*ids, *labels, "head", "heads", "base", "nope"]
    steps = ["", "", "+1", "-1", "+2", "-2", "+3", "-3", "+0", "-0"]
    yield from ("head", "heads", "base", "+1", "-1")
    for _ in range(20):
        name, other = dice.choice(names), dice.choice([*names, *(id_[:count] for id_ in ids for count in (1, 3, 4, 5))])
        step = dice.choice(steps)
        yield dice.choice([f"{name}@{other}{step}", f"{other}{step}", f"{name}@{step or 'head'}"])


def any_states(dice, ids):
    """Also rows of which one is below another."""
    yield ()
    for count in (1, 1, 1, 2, 2, 3):
        yield tuple(dice.sample(ids, min(count, len(ids))))


def any_history(dice):
    stems = ["ab", "abc", "abcd", "node", "rev", "x", "77", "Zed", "core"]
    ids = list(dict.fromkeys(dice.choice(stems) + "".join(dice.choices("0123ab", k=dice.choice([0, 1, 2, 4, 6]))) for _ in range(dice.randint(3, 11))))
    steps = []
    for number, id_ in enumerate(ids):
        earlier = ids[:number]
        used = {parent for step in steps for parent in ([step[1]] if isinstance(step[1], str) else step[1] or ())}
        heads = [other for other in earlier if other not in used]
        shape = dice.random()
        if not earlier or shape < 0.12:
            down = None
        elif shape < 0.3 and len(heads) > 1:
            down = tuple(dice.sample(heads, min(len(heads), dice.choice([2, 2, 3]))))
        else:
            down = dice.choice(heads if shape < 0.8 else earlier)
        labels = labels_of(steps)
        own = tuple(f"lab{len(labels) + n}" for n in range(dice.choice([1, 2]))) if dice.random() < (0.12 if down else 0.5) else None
        pool = [*earlier, *labels]
        depends = tuple(dice.sample(pool, min(len(pool), dice.choice([1, 1, 2])))) if pool and dice.random() < 0.25 else None
        steps.append((id_, down, own, depends))
    return dice.sample(steps, len(steps)) if dice.random() < 0.5 else steps


def states(script, ids):
    map_ = script.revision_map
    below = {id_: {r.revision for r in map_._get_ancestor_nodes([map_.get_revision(id_)])} for id_ in ids}
    yield ()
    for id_ in ids:
        yield (id_,)
    for a, b in itertools.combinations(ids, 2):
        if a not in below[b] and b not in below[a]:
            yield (a, b)


def record(texts, labels=(), dice=None):
    files = {f"{index:02}_step.py": text for index, text in enumerate(texts)}
    with tempfile.TemporaryDirectory() as folder:
        versions = pathlib.Path(folder, "versions")
        versions.mkdir()
        for file_name, text in files.items():
            (versions / file_name).write_text(text)
        script = ScriptDirectory(folder)
        revisions = list(script.walk_revisions())
        ids = [revision.revision for revision in script._load_revisions()]
        made = {
            "files": files,
            "order": [revision.revision for revision in reversed(revisions)],
            "heads": script.get_heads(),
            "effectiveHeads": script.get_heads(consider_depends_on=True),
            "bases": script.get_bases(),
            "labels": {revision.revision: sorted(revision.branch_labels) for revision in revisions},
            "messages": {revision.revision: revision.doc for revision in revisions},
            "refusals": [],
            "targets": list(dict.fromkeys(any_targets(dice, ids, labels) if dice else targets(ids, labels))),
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
        for state in any_states(dice, ids) if dice else states(script, ids):
            up = [outcome(lambda: steps_with_rows(script._upgrade_revs(target, state), state), made["refusals"]) for target in asked]
            down = [outcome(lambda: steps_with_rows(script._downgrade_revs(target, state), state), made["refusals"]) for target in asked]
            stamp = [outcome(lambda: rows_after_stamp(script._stamp_revs(target, state), state), made["refusals"]) for target in asked]
            made["moves"].append({"from": list(state), "up": one_line(up), "down": one_line(down), "stamp": one_line(stamp)})
    return made


def record_steps(steps, dice=None):
    return record([file(*step) for step in steps], labels_of(steps), dice)


def record_broken(steps):
    """What Alembic warns of, and what it gives up with."""
    files = {f"{index:02}_step.py": file(*step) for index, step in enumerate(steps)}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        versions = pathlib.Path(folder, "versions")
        versions.mkdir()
        for file_name, text in files.items():
            (versions / file_name).write_text(text)
        try:
            ScriptDirectory(folder).get_heads()
            said = []
        except Exception as error:
            said = [str(error)] if isinstance(error, (CommandError, RevisionError)) else []
        return {"files": files, "said": [str(warning.message) for warning in warned] + said}


def write(name, histories):
    lines = ["{", f'"alembic": {json.dumps(alembic.__version__)}, "histories": {{']
    for number, (title, made) in enumerate(histories.items()):
        parts = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in made.items()]
        lines.append(f"{json.dumps(title)}: {{\n" + ",\n".join(parts) + "\n}" + ("," if number < len(histories) - 1 else ""))
    path = pathlib.Path(__file__).resolve().parents[2] / "test/alembic/recorded" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, "}}"]) + "\n")


def random_history(seed):
    dice = random.Random(seed)
    return record_steps(any_history(dice), dice)


def main():
    hand_made = {name: record_steps(steps) for name, steps in HISTORIES.items()}
    written = {name: record(texts) for name, texts in WRITTEN.items()}
    write("histories.json", {**hand_made, **written})
    write("random-histories.json", {f"random {seed}": random_history(seed) for seed in range(45)})
    write("broken-histories.json", {name: record_broken(steps) for name, steps in BROKEN.items()})


if __name__ == "__main__":
    main()
