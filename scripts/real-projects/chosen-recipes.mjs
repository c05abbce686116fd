// Which projects a comparison is about, as its command line says it: FOLDER [NAME…] [--verbose] [--recipes FILE] [--json FILE].
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** The folder of checkouts, the flags, and the recipes that `fits` takes, those with a NAME where any is given. Ends the process where one is unknown. */
export function chosenRecipes(command, fits = () => true) {
  const { values, positionals } = parseArgs({
    options: { verbose: { type: 'boolean' }, recipes: { type: 'string' }, json: { type: 'string' } },
    allowPositionals: true,
  });
  const [checkouts, ...names] = positionals;
  if (!checkouts) {
    console.error(`Say where the checkouts are: npm run ${command} -- FOLDER [NAME…]`);
    process.exit(2);
  }
  const standard = join(dirname(fileURLToPath(import.meta.url)), 'projects.json');
  const recipes = JSON.parse(readFileSync(values.recipes ?? standard, 'utf8')).filter(fits);
  const unknown = names.filter((name) => !recipes.some((recipe) => recipe.name === name || recipe.folder === name));
  if (unknown.length > 0) {
    console.error(`No recipe for ${unknown.join(', ')}. There are ${recipes.map((recipe) => recipe.name).join(', ')}.`);
    process.exit(2);
  }
  const chosen = recipes.filter(({ name, folder }) => names.length === 0 || names.includes(name) || names.includes(folder));
  return { checkouts, values, chosen };
}
