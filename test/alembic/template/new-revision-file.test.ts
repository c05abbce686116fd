import { deepEqual, equal, fail, match, ok, throws } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { newRevisionFile, type RevisionRequest } from '../../../src/alembic/template/new-revision-file';
import { newRevisionId } from '../../../src/alembic/template/revision-id';
import { TemplateError } from '../../../src/alembic/template/template-error';
import type { PythonParser } from '../../../src/python/parser';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

const defaultTemplate = readFileSync(join(process.cwd(), 'migrations-templates/script.py.mako'), 'utf8');

const request: RevisionRequest = {
  id: 'b2',
  message: 'add products.homepage',
  placement: { parents: ['a1'], branchLabels: [], dependsOn: [], versionDirectory: 'db/versions' },
  createDate: new Date(2026, 10, 22, 15, 13, 9, 120),
  upgrades: ["op.add_column('products', sa.Column('homepage', sa.Unicode(length=255), nullable=True))"],
  downgrades: ["op.drop_column('products', 'homepage')"],
  imports: [],
};

let parser: PythonParser;
before(async () => {
  parser = await loadParser();
});

/** A project with one revision `a1`, and this template if any. */
function write(asked: Partial<RevisionRequest>, template: string | null = null, ini = '', more: Readonly<Record<string, string>> = {}) {
  const files = memoryFiles({
    'alembic.ini': `[alembic]\nscript_location = db\n${ini}`,
    'db/env.py': '',
    'db/versions/a1.py': "revision = 'a1'\ndown_revision = None\n",
    ...(template === null ? {} : { 'db/script.py.mako': template }),
    ...more,
  });
  const [environment = fail()] = findEnvironments(files).environments;
  return newRevisionFile(environment, files, { ...request, ...asked }, { parser, defaultTemplate });
}

const identity = '"""${' + 'message}"""\nrevision = ${' + 'repr(up_revision)}\ndown_revision = ${' + 'repr(down_revision)}\n';
const steps = 'def upgrade():\n    ${' + 'upgrades or "pass"}\n\n\ndef downgrade():\n    ${' + 'downgrades or "pass"}\n';

describe('a new revision file', () => {
  it('comes from our own template where the project has none', () => {
    const { path, source } = write({});
    equal(path, 'db/versions/b2_add_products_homepage.py');
    equal(
      source,
      `"""add products.homepage

Revision ID: b2
Revises: a1
Create Date: 2026-11-22 15:13:09.120000
"""

import sqlalchemy as sa
from alembic import op


# What Alembic knows this revision by.
revision = 'b2'
down_revision = 'a1'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('products', sa.Column('homepage', sa.Unicode(length=255), nullable=True))


def downgrade():
    op.drop_column('products', 'homepage')
`,
    );
  });

  it('keeps a message from ending its docstring', () => {
    const { source } = write({ message: 'say "hello"' });
    ok(source.startsWith('"""say \\"hello\\"\n'));
    match(write({ message: 'C:\\new "x" here' }, identity + steps).source, /^"""C:\\\\new \\"x\\" here"""/);
  });

  it('gets an id that no revision has', () => {
    const given = ['0000-1111-AAAA-bbbbccccdddd', 'ffff', '123e4567-e89b-12d3-a456-426614174000'];
    const random = () => given.shift() ?? fail();
    equal(newRevisionId(new Set(), random), 'bbbbccccdddd');
    equal(newRevisionId(new Set(['00000000ffff']), random), '426614174000');
  });
});

describe('a new revision file that cannot be made', () => {
  const refused = (template: string, line: number, reason: RegExp, asked: Partial<RevisionRequest> = {}) =>
    throws(
      () => write(asked, template),
      (error) => {
        ok(error instanceof TemplateError, String(error));
        deepEqual([error.file, error.line], ['db/script.py.mako', line], error.message);
        match(error.message, reason);
        return true;
      },
    );

  it('names the line of what is no Mako', () => {
    refused('one\n${' + 'message\n', 2, /Expected: \|,}; unterminated/);
    refused('one\n\n% endif\n', 3, /No starting keyword 'if' for 'endif'/);
    refused('% if message:\n% endfor\n', 2, /'endfor' doesn't match keyword 'if'/);
    refused('a\n% if message:\nb\n', 2, /Unterminated control keyword: 'if'/);
    refused('a\n% else:\nb\n', 2, /'else' not a legal ternary/);
    refused('a\n% frobnicate:\n', 2, /Unsupported control keyword: 'frobnicate'/);
    refused('a\n<%include file="x.mako"/>\n', 2, /<%include>/);
    refused('a\n<%text>\n', 2, /Unclosed tag: <%text>/);
    refused('a\n${' + 'message | h}\n', 2, /filter 'h'/);
  });

  it('names the line of what is no Python', () => {
    refused(`${identity}\n\${message +}\n`, 5, /./);
    refused(`${identity}<%\n    x = (\n%>\n`, 5, /./);
  });

  it('names the line of what raises or is not known', () => {
    refused(`${identity}\n\${nobody}\n`, 5, /NameError.*nobody/);
    refused(`${identity}\n% for name in down_revision.names:\n\${name}\n% endfor\n`, 5, /AttributeError/);
    refused(`${identity}<%\n    from flask import current_app\n%>\n# \${current_app.name}\n`, 7, /not understood: .*flask/);
    refused(
      `${identity}<%\n    from flask import current_app\n%>\n% if current_app.debug:\n# debug\n% endif\n`,
      8,
      /not understood: .*flask/,
    );
  });

  it('says when the template would lose something', () => {
    refused(identity, 1, /does not write \$\{upgrades\}/);
    refused(identity + steps, 1, /does not write \$\{imports\}/, { imports: ['import geoalchemy2'] });
    refused(identity + steps, 1, /depends_on a1/, { placement: { ...request.placement, dependsOn: ['a1'] } });
    refused(identity + steps, 1, /branch_labels shop/, { placement: { ...request.placement, branchLabels: ['shop'] } });
    refused(identity.replace('repr(down_revision)', 'None') + steps, 1, /down_revision a1/);
    refused(`"""\${message}"""\n${steps}`, 1, /is not a revision/);
  });

  it('names the setting of what keeps the file from having a name', () => {
    throws(
      () => write({}, null, 'file_template = %%(rev)s_%%(author)s\n'),
      /file_template in alembic\.ini cannot be followed at '%\(author\)s'/,
    );
    throws(() => write({}, null, 'file_template = %%(slug)d\n'), /file_template in alembic\.ini cannot be followed/);
    throws(() => write({}, null, 'file_template = ../../../%%(rev)s\n'), /leads out of the project/);
    throws(() => write({}, null, 'timezone = Mars/Base\n'), /Can't locate timezone: Mars\/Base \(timezone in alembic\.ini\)/);
    throws(() => write({}, null, '', { 'db/versions/b2_add_products_homepage.py': '' }), /exists already/);
  });
});
