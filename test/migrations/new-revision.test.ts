import { deepEqual, equal, fail, match, ok, rejects } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneEnvironment } from '../../src/migrations/environments';
import { merge } from '../../src/migrations/merge';
import { newRevision, plainRevision } from '../../src/migrations/new-revision';
import type { Shadow } from '../../src/migrations/shadow/requests';
import { repository } from '../repository';
import { answers, projectOf, removeProjects } from './opened-project';

/** What scripts/conformance/alembic-new-revisions.py wrote down. */
interface RecordedCase {
  readonly project: string;
  readonly kind: 'revision' | 'merge';
  readonly options: {
    readonly message: string | null;
    readonly rev_id: string;
    readonly head?: string;
    readonly revisions?: readonly string[];
    readonly splice?: boolean;
    readonly branch_label?: string;
    readonly depends_on?: readonly string[];
    readonly version_path?: string;
  };
  readonly path?: string;
  readonly source?: string;
  /** In one of Alembic's two ways: the command's, or the graph's own. */
  readonly refused?: readonly string[];
  /** Alembic fell over itself. */
  readonly fell?: string;
}
const recorded: {
  readonly template: string;
  readonly projects: Readonly<Record<string, { readonly ini: string; readonly files: Readonly<Record<string, string>> }>>;
  readonly cases: readonly RecordedCase[];
} = JSON.parse(readFileSync(join(repository, 'test/alembic/recorded/new-revisions.json'), 'utf8'));

const unasked = (): never => fail('an empty revision needs no PostgreSQL');
const noShadow: Shadow = {
  warm: () => undefined,
  replay: unasked,
  normalise: unasked,
  prove: unasked,
  record: unasked,
  stop: () => undefined,
};

/** One of the recorded projects, with `more` in its alembic.ini. */
async function opened(name: string, more = '') {
  const { ini, files } = recorded.projects[name] ?? fail(name);
  const below = Object.entries(files).map(([path, text]) => [`db/${path}`, text]);
  const project = projectOf(
    {
      'db/alembic.ini': `[alembic]\nscript_location = %(here)s\n${ini}\n${more}`,
      'db/env.py': 'from alembic import context\n',
      'db/script.py.mako': recorded.template,
      'db/versions/.keep': '',
      ...Object.fromEntries(below),
    },
    noShadow,
  );
  const workspace = await project.open();
  return { ...project, workspace, environment: oneEnvironment(workspace, null) };
}

const plain = {
  ...plainRevision,
  message: 'A new step',
  revisionId: 'fresh000',
  now: new Date(2025, 0, 2, 3, 4, 5, 60),
  decisions: answers(),
  defaultTemplate: '',
};

describe('empty revisions and merges', () => {
  after(removeProjects);

  for (const { project: name, kind, options, ...truth } of recorded.cases) {
    const { message, rev_id, ...asked } = options;
    it(`${kind} in ${name}: ${JSON.stringify({ ...asked, ...(message !== 'A new step' && { message }) })}`, async () => {
      const { workspace, environment, root } = await opened(name);
      const given = {
        ...plain,
        message,
        revisionId: rev_id,
        splice: options.splice ?? false,
        branchLabels: options.branch_label === undefined ? [] : [options.branch_label],
      };
      const write = () =>
        kind === 'merge'
          ? merge(workspace, environment, { ...given, revisions: options.revisions ?? [] })
          : newRevision(workspace, environment, {
              ...given,
              heads: [options.head ?? 'head'],
              dependsOn: options.depends_on ?? [],
              versionPath: options.version_path === undefined ? null : `db/${options.version_path}`,
              decisions: answers({ versionDirectory: async () => null }),
            });
      if (truth.path === undefined) {
        await rejects(write, (error: Error) => {
          const words = truth.refused ?? [''];
          ok(
            words.some((sentence) => error.message.startsWith(sentence)),
            `${error.message} is none of: ${words}`,
          );
          return true;
        });
        return;
      }
      const made = await write();
      equal(made.file, truth.path);
      equal(made.source, name === 'one line' && message?.includes('\\') ? truth.source?.replace('\\', '\\\\') : truth.source);
      equal(readFileSync(join(root, made.file), 'utf8'), made.source);
    });
  }

  it('asks which head to follow, which heads to merge and where to stand, where nothing says', async () => {
    const heads = await opened('three heads');
    const decisions = answers({
      head: async (offered) => {
        deepEqual(
          offered.map(({ id }) => id),
          ['left0002', 'right003', 'third002'],
        );
        return 'right003';
      },
      merged: async (offered) => offered.slice(1).map(({ id }) => id),
    });
    deepEqual((await newRevision(heads.workspace, heads.environment, { ...plain, decisions })).parents, ['right003']);
    const merged = await merge(heads.workspace, heads.environment, { ...plain, revisionId: 'm', revisions: null, decisions });
    deepEqual(merged.parents, ['right003', 'third002']);

    const folders = await opened('two folders');
    const versionDirectory = async (offered: readonly string[]) => offered[1] ?? fail();
    const made = await newRevision(folders.workspace, folders.environment, {
      ...plain,
      heads: ['base'],
      decisions: answers({ versionDirectory }),
    });
    equal(made.file, 'db/plug/versions/fresh000_a_new_step.py');
  });

  it('merges two heads without a question, and refuses to merge one', async () => {
    const { workspace, environment } = await opened('branches');
    const { parents } = await merge(workspace, environment, { ...plain, revisions: null });
    deepEqual(parents, ['core0002', 'shop0002']);
    await rejects(
      merge(workspace, environment, { ...plain, revisionId: null, revisions: null }),
      /nothing to merge: fresh000 is the one head/,
    );
  });

  it('refuses an id or a file that is there, and writes nothing in a dry run', async () => {
    const { workspace, environment, root } = await opened('one line');
    await rejects(
      newRevision(workspace, environment, { ...plain, revisionId: 'aaaa2222' }),
      /aaaa2222 is present already, in db\/versions/,
    );
    const { written, file } = await newRevision(workspace, environment, { ...plain, dryRun: true });
    equal(written, false);
    ok(!existsSync(join(root, file)));
  });

  it('says which hooks were not run, and what Alembic will not find', async () => {
    const hooks = await opened('one line', '[post_write_hooks]\nhooks = black, ruff\nblack.type = console_scripts\n');
    const { notes } = await newRevision(hooks.workspace, hooks.environment, plain);
    match(notes.join('\n'), /^The post-write hooks of db\/alembic.ini \(black, ruff\) were not run/);
    const numbered = await opened('one line', 'revision_environment = true\n');
    numbered.write(
      'db/env.py',
      'from alembic import context\n\n\ndef process_revision_directives(context, revision, directives):\n    directives[0].rev_id = "0007"\n',
    );
    const own = await newRevision(await numbered.open(), numbered.environment, plain);
    match(own.notes.join('\n'), /^process_revision_directives of db\/env.py was not run/);
    const folders = await opened('three heads');
    const made = await newRevision(folders.workspace, folders.environment, { ...plain, heads: ['heads'] });
    match(made.notes.join('\n'), /^Alembic will not find db\/versions\/2025\/fresh000_a_new_step.py: .*recursive_version_locations/);
  });
});
