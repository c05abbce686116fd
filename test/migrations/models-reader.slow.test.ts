import { compareEdits } from './editing/compare-readings';
import { editedProjects } from './editing/projects';

/** Thousands of edits, each compared with a reading from nothing. */
describe('reading models again after random edits', () => {
  for (const [name, project] of Object.entries(editedProjects)) {
    for (let seed = 1; seed <= 10; seed += 1) {
      it(`gives what reading anew gives: ${name}, seed ${seed}`, async function () {
        this.timeout(300_000);
        await compareEdits(project, seed, 120);
      });
    }
  }
});
