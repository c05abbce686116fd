import { writeFileSync } from 'node:fs';

import Mocha = require('mocha');

import type { ReportedTest, TestReport } from './report';

/**
 * A mocha reporter that writes a `TestReport`. It is written anew after every test, so that a crash or a hang still tells how far the tests came.
 */
class Reporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env.TEST_REPORT;
    if (!file) throw new Error('TEST_REPORT names no file for the report');
    const tests: ReportedTest[] = [];
    const write = (finished: boolean) => writeFileSync(file, JSON.stringify({ finished, tests } satisfies TestReport));
    const note = (state: ReportedTest['state']) => (test: Mocha.Runnable, error?: Error) => {
      tests.push({ title: test.titlePath().join(' › '), state, milliseconds: test.duration ?? 0, error: error && readable(error) });
      write(false);
    };
    write(false);
    runner.on('pass', note('passed')).on('pending', note('skipped')).on('fail', note('failed'));
    runner.once('end', () => write(true));
  }
}

/** The message with the difference of expected and actual, where the assertion knows one, and where it was. */
function readable(error: Error): string {
  const stack = error.stack ?? '';
  return stack.includes(error.message) ? stack : `${error.message}\n${stack}`;
}

// Mocha takes a reporter from a module that is one.
export = Reporter;
