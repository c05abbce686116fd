import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareEdits } from '../editing/compare-readings';
import { editedProjects, type ProjectFiles } from '../editing/projects';

const fixtures = join(__dirname, '../../../../test/sqlalchemy/fixtures');

/** The fixtures of one subject as the modules of one project: whatever the host modules keep to themselves, one of them makes it. */
function projectOf(subject: string): ProjectFiles {
  const files = readdirSync(join(fixtures, subject)).filter((file) => file.endsWith('.py'));
  return {
    'alembic.ini': '[alembic]\nscript_location = migrations\n',
    'migrations/env.py': 'from alembic import context\n\ncontext.configure(connection=None, target_metadata=None)\n',
    ...Object.fromEntries(files.map((file) => [`models/${file}`, readFileSync(join(fixtures, subject, file), 'utf8')])),
  };
}

/** Thousands of edits, each compared with a reading from nothing. */
describe('reading models again after random edits', function () {
  this.timeout(600_000);
  for (const [name, project] of Object.entries(editedProjects)) {
    for (let seed = 1; seed <= 10; seed += 1) {
      it(`gives what reading anew gives: ${name}, seed ${seed}`, async () => {
        await compareEdits(project, seed, 120);
      });
    }
  }
  for (const entry of readdirSync(fixtures, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    it(`gives what reading anew gives: the fixtures of ${entry.name}`, async () => {
      await compareEdits(projectOf(entry.name), 1, 12);
    });
  }
});
