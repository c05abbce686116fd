/** `check` for machines that review: GitHub's annotations and SARIF. */
import type { CheckResult, Problem, ReportedChange } from '../migrations/results';

interface Finding {
  readonly rule: string;
  readonly level: 'error' | 'warning';
  readonly message: string;
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
}

function findings(result: CheckResult): readonly Finding[] {
  return result.environments.flatMap((environment) => [...environment.problems.map(ofProblem), ...environment.changes.map(ofChange)]);
}

const ofProblem = (problem: Problem): Finding => ({
  rule: problem.code,
  level: problem.severity,
  message: problem.message,
  file: problem.file,
  line: problem.line ?? 1,
  column: problem.column ?? 1,
});

const ofChange = (change: ReportedChange): Finding => ({
  rule: change.kind,
  level: 'warning',
  message: `${change.summary}: there is no migration for it`,
  file: change.file,
  line: change.line,
  column: change.column,
});

/** Workflow commands, one a line (docs.github.com, "Workflow commands for GitHub Actions"). */
export const githubText = (result: CheckResult): string =>
  findings(result)
    .map(({ level, message, file, line, column, rule }) => {
      const place = file === undefined ? '' : `file=${property(file)},line=${line},col=${column},`;
      return `::${level} ${place}title=${property(`Migration Keeper: ${rule}`)}::${data(message)}`;
    })
    .join('\n');

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

/** SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0). */
export function sarif(result: CheckResult, version: string): unknown {
  const all = findings(result);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Migration Keeper', version, rules: [...new Set(all.map(({ rule }) => rule))].map((id) => ({ id })) } },
        results: all.map(({ rule, level, message, file, line, column }) => ({
          ruleId: rule,
          level,
          message: { text: message },
          locations:
            file === undefined
              ? []
              : [{ physicalLocation: { artifactLocation: { uri: file }, region: { startLine: line, startColumn: column } } }],
        })),
      },
    ],
  };
}
