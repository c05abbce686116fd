/** As package.json contributes it. */
export const viewId = 'migrationKeeper.environments';
