// `node --expose-gc scripts/bench/models.mjs FOLDER`: how long reading a project's models takes, cold and after an edit of one line, and
// what it holds in memory. A process of its own, so that nothing else is counted.
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figures, modelFileOf, typedColumn } from './typed-column.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);
const compiled = (path) => require(join(root, 'out', path));
const { cachedFiles, diskFiles, overlaidFiles } = compiled('src/migrations/project-files.js');
const { findEnvironments } = compiled('src/alembic/environment/find-environments.js');
const { modelsReader, readProjectModels } = compiled('src/migrations/models/models.js');
const { loadParser } = compiled('test/python/load-parser.js');

const edits = 120;
const warmUp = 20;

const project = resolve(process.argv[2]);
const parser = await loadParser();
const used = () => {
  for (let turn = 0; turn < 4; turn += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
};
const before = used();
const cpuSince = (start) => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};

const overlays = new Map();
const files = overlaidFiles(cachedFiles(diskFiles(project)), overlays);
const { environments, problems } = findEnvironments(files);
for (const problem of problems) console.log(`  ${problem.severity}: ${problem.message}`);
for (const environment of environments) {
  const reader = modelsReader(files, environment, parser);
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const models = reader.read();
  const cold = `${(performance.now() - begun).toFixed(0)} ms (CPU ${cpuSince(cpu).toFixed(0)} ms)`;
  const counts = `${models.metadata.tables.length} tables, ${reader.ran.length} modules run`;
  console.log(`reading the models of ${environment.path || 'the project'}, cold: ${cold}; ${counts}`);
  const file = modelFileOf(project);
  const typed = file === null ? null : typedColumn(file.text);
  if (!file || !typed) {
    console.log('  no model file to type in was found');
    continue;
  }
  const [again, anew, cpuAgain, cpuAnew] = [[], [], [], []];
  const timed = (read, times, cpuTimes, turn) => {
    const [start, cpuStart] = [performance.now(), process.cpuUsage()];
    read();
    if (turn < warmUp) return;
    times.push(performance.now() - start);
    cpuTimes.push(cpuSince(cpuStart));
  };
  for (let turn = 0; turn < edits; turn += 1) {
    overlays.set(file.path, typed(`typed_${turn}`));
    timed(() => reader.read(), again, cpuAgain, turn);
    if (turn % 4 === 0) timed(() => readProjectModels(files, environment, parser), anew, cpuAnew, turn);
  }
  console.log(`  a new column in ${file.path}, reading again: ${figures(again)}; ${reader.ran.length} modules run`);
  console.log(`    CPU alone: ${figures(cpuAgain)}`);
  console.log(`  the same, reading everything anew: ${figures(anew)}`);
  console.log(`    CPU alone: ${figures(cpuAnew)}`);
  overlays.clear();
  reader.read();
}
console.log(`memory of the evaluator, with syntax trees and the parser: ${(used() - before).toFixed(0)} MB`);
