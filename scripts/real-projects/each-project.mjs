// One project after the other, on one server: what cannot be compared is said and keeps none of the others back.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from './server.mjs';

/** The results of `compare(server, recipe)`, each told as it comes; `{ name, failed }` with what `empty` has where one throws. */
export async function eachProject(checkouts, recipes, compare, tell, empty) {
  const server = await startServer();
  const results = [];
  try {
    for (const recipe of recipes) {
      if (!existsSync(join(checkouts, recipe.folder))) {
        console.log(`${recipe.name}: no checkout ${join(checkouts, recipe.folder)}`);
        continue;
      }
      try {
        const result = await compare(server, recipe);
        results.push(result);
        tell(result);
      } catch (error) {
        results.push({ name: recipe.name, ...empty, failed: error.message });
        console.log(`${recipe.name}: could not be compared: ${error.message}`);
      }
    }
  } finally {
    await server.stop();
  }
  return results;
}
