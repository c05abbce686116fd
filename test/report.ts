export interface ReportedTest {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  readonly error?: string;
}

/** What a part of the tests leaves for the runner, in the file that the variable TEST_REPORT names. */
export interface TestReport {
  /** false: the process went away in the middle. */
  readonly finished: boolean;
  readonly tests: readonly ReportedTest[];
}
