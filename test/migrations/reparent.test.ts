import { deepEqual, equal, fail, rejects } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyOf, oneEnvironment } from '../../src/migrations/environments';
import { reparent, reparentOffers } from '../../src/migrations/reparent';
import type { Shadow } from '../../src/migrations/shadow/requests';
import { answers, projectOf, removeProjects } from './opened-project';

const unasked = (): never => fail('nothing here needs PostgreSQL');
const noShadow: Shadow = {
  warm: () => undefined,
  replay: unasked,
  normalise: unasked,
  prove: unasked,
  record: unasked,
  stop: () => undefined,
};

/** A revision as Alembic writes it; `value` is the source of `down_revision`. */
const step = (id: string, value: string, { date = '2025-01-01', more = '' } = {}) =>
  `"""step ${id}

Revision ID: ${id}
Revises: ${value.replace(/['"()]/g, '')}
Create Date: ${date} 10:00:00

"""
from typing import Union

# Revises: a comment stays as it is.
revision: str = '${id}'
down_revision: Union[str, None] = ${value}
${more}

def upgrade():
    print("Revises: nothing")


def downgrade():
    pass
`;

const twoLines = {
  'root.py': step('root', 'None'),
  'ours1.py': step('ours1', "'root'", { date: '2025-02-01' }),
  'ours2.py': step('ours2', "'ours1'", { date: '2025-02-02' }),
  'theirs1.py': step('theirs1', "'root'", { date: '2025-03-01' }),
  'theirs2.py': step('theirs2', "'theirs1'", { date: '2025-03-02' }),
};

async function opened(revisions: Readonly<Record<string, string>>) {
  const project = projectOf(
    {
      'alembic.ini': '[alembic]\nscript_location = db\n',
      'db/env.py': 'from alembic import context\n',
      ...Object.fromEntries(Object.entries(revisions).map(([name, text]) => [`db/versions/${name}`, text])),
    },
    noShadow,
  );
  const workspace = await project.open();
  const environment = oneEnvironment(workspace, null);
  const asked = { write: true, decisions: answers() };
  return {
    ...project,
    workspace,
    heads: () => historyOf(workspace, environment).heads,
    offers: () => reparentOffers(historyOf(workspace, environment)),
    reparent: (revision: string | null, onto: readonly string[] | null, more = {}) =>
      reparent(workspace, environment, { ...asked, revision, onto, ...more }),
  };
}

describe('another parent for a revision', () => {
  after(removeProjects);

  it('changes two places of the file, and makes one line of two', async () => {
    const project = await opened(twoLines);
    const before = project.read('db/versions/theirs1.py');
    const result = await project.reparent('theirs1', ['ours2']);
    const expected = before.replace('Revises: root', 'Revises: ours2').replace("= 'root'", "= 'ours2'");
    equal(project.read('db/versions/theirs1.py'), expected);
    equal(result.source, expected);
    deepEqual([result.from, result.to, result.heads, project.heads()], [['root'], ['ours2'], ['theirs2'], ['theirs2']]);
    deepEqual(
      result.edits.map(({ line, column, endColumn, text }) => [line, column, endColumn, text]),
      [
        [12, 35, 41, "'ours2'"],
        [4, 10, 14, 'ours2'],
      ],
    );
  });

  it('offers the line that was written last, and asks', async () => {
    const project = await opened(twoLines);
    deepEqual(
      project.offers().map(({ revision, onto, from }) => [revision, onto, from]),
      [
        ['theirs1', ['ours2'], ['root']],
        ['ours1', ['theirs2'], ['root']],
      ],
    );
    const decisions = answers({ reparented: async ([first = fail()]) => first });
    equal((await project.reparent(null, null, { decisions })).revision, 'theirs1');
    deepEqual(project.heads(), ['theirs2']);
    await rejects(project.reparent(null, null), /no two heads/);
  });

  it('needs no answer where the revision leaves no choice', async () => {
    const project = await opened(twoLines);
    deepEqual((await project.reparent('ours1', null)).to, ['theirs2']);
  });

  it('offers no branch that a label makes one, and no base of its own', async () => {
    const labelled = step('theirs1', "'root'", { more: "branch_labels = ('shop',)" });
    deepEqual((await opened({ ...twoLines, 'theirs1.py': labelled })).offers(), []);
    deepEqual((await opened({ ...twoLines, 'theirs1.py': step('theirs1', 'None') })).offers(), []);
  });

  it('writes several parents, and none, and goes on with the quotes of the file', async () => {
    const project = await opened({ ...twoLines, 'ours2.py': step('ours2', '"ours1"').replaceAll("'", '"') });
    const merged = await project.reparent('ours2', ['ours1', 'theirs2']);
    equal(merged.source.match(/^down_revision.*$/m)?.[0], 'down_revision: Union[str, None] = ("ours1", "theirs2")');
    equal(merged.source.match(/^Revises.*$/m)?.[0], 'Revises: ours1, theirs2');
    const base = await project.reparent('theirs1', ['base']);
    equal(base.source.match(/^down_revision.*$/m)?.[0], 'down_revision: Union[str, None] = None');
    equal(base.source.match(/^Revises.*$/m)?.[0], 'Revises: ');
    project.edit('db/versions/theirs1.py', 'Revises: \n', 'Revises:\n');
    project.workspace.filesChanged(['db/versions/theirs1.py']);
    equal((await project.reparent('theirs1', ['root'])).source.match(/^Revises.*$/m)?.[0], 'Revises: root');
  });

  it('keeps the ends of lines, and writes nothing in a dry run', async () => {
    const windows = step('theirs1', "'root'").replaceAll('\n', '\r\n');
    const project = await opened({ ...twoLines, 'theirs1.py': windows });
    const { source } = await project.reparent('theirs1', ['ours2'], { write: false });
    equal(source, windows.replace('Revises: root', 'Revises: ours2').replace("= 'root'", "= 'ours2'"));
    equal(project.read('db/versions/theirs1.py'), windows);
  });

  it('changes the file of what somebody wrote by hand: no docstring, a tuple over lines, a constant', async () => {
    const bare = 'PARENT = "root"\nrevision = "theirs1"\ndown_revision = PARENT\n';
    const tuple = "revision = 'theirs2'\ndown_revision = (\n    'theirs1',  # the first\n)\n";
    const project = await opened({ ...twoLines, 'theirs1.py': bare, 'theirs2.py': tuple });
    equal((await project.reparent('theirs1', ['ours2'])).source, bare.replace('= PARENT', '= "ours2"'));
    equal((await project.reparent('theirs2', ['ours2'])).source, "revision = 'theirs2'\ndown_revision = 'ours2'\n");
  });

  it("finds the parents under the word of the project's own template", async () => {
    const own = '"""A step\n\nRevision: theirs1\nFollows:  root\nWhy: root\n"""\nrevision = "theirs1"\ndown_revision = "root"\n';
    const project = await opened({ ...twoLines, 'theirs1.py': own });
    const { source } = await project.reparent('theirs1', ['ours2']);
    equal(source, own.replace('Follows:  root', 'Follows:  ours2').replace('= "root"', '= "ours2"'));
  });

  it('refuses what would break the history, and leaves the file', async () => {
    const computed = 'revision = "theirs1"\nif True:\n    down_revision = "root"\nelse:\n    down_revision = None\n';
    const project = await opened({ ...twoLines, 'theirs1.py': computed });
    await rejects(project.reparent('ours1', ['ours2']), /ours1 cannot follow ours2, which stands on it/);
    await rejects(project.reparent('ours1', ['ours1']), /cannot follow ours1/);
    await rejects(project.reparent('ours2', ['root', 'theirs2']), /leave that one out/);
    await rejects(project.reparent('ours2', ['ours1']), /follows ours1 already/);
    await rejects(project.reparent('nobody', ['ours1']), /Can't locate revision identified by 'nobody'/);
    await rejects(project.reparent('theirs1', ['ours2']), /theirs1\.py:\d: down_revision is computed here/);
    equal(project.read('db/versions/theirs1.py'), computed);
  });

  it('does not write over what is not as it was read', async () => {
    const project = await opened(twoLines);
    project.workspace.overlay('db/versions/theirs1.py', step('theirs1', "'root'", { more: 'unsaved = True' }));
    await rejects(project.reparent('theirs1', ['ours2']), /unsaved text/);
    const marked = join(project.root, 'db/versions/ours1.py');
    writeFileSync(marked, `\uFEFF${readFileSync(marked, 'utf8')}`);
    await rejects(project.reparent('ours1', ['theirs2']), /not plain UTF-8/);
  });
});
