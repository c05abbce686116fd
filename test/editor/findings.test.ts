import assert from 'node:assert/strict';
import { findingsOf } from '../../src/editor/findings';
import { change, environment } from '../migrations/fake-engine';

describe('diagnostics', () => {
  it('warn of what the working copy introduced and inform of older drift', () => {
    const found = findingsOf([environment({ changes: [change('homepage'), change('title', 'head')] })]);
    assert.deepEqual(
      found.map(({ severity, code, message }) => [severity, code, message]),
      [
        ['warning', 'add_column', 'column products.homepage VARCHAR(255) is in no revision'],
        ['information', 'add_column', 'column products.title VARCHAR(255) is in no revision'],
      ],
    );
    assert.deepEqual(found[0]?.spot, { file: 'app/models.py', line: 12, column: 5, endLine: 12, endColumn: 44 });
  });

  it('of a whole table stand in the first line of its class', () => {
    const dropped = { ...change('archived'), kind: 'drop_column' as const, line: 7, column: 1, endLine: 24, endColumn: 60 };
    const [found] = findingsOf([environment({ changes: [dropped] })]);
    assert.deepEqual(found?.spot, { file: 'app/models.py', line: 7, column: 1, endLine: 8, endColumn: 1 });
  });

  it('of what cannot be parsed stand in the first line of it, however far it reaches', () => {
    const place = { file: 'app/models.py', line: 3, column: 5, endLine: 400, endColumn: 1 };
    const [found] = findingsOf([
      environment({ problems: [{ code: 'syntax-error', severity: 'error', message: 'invalid syntax', ...place }] }),
    ]);
    assert.deepEqual(found?.spot, { ...place, endLine: 4, endColumn: 1 });
  });

  it('stand at the start of a file when only the file is known, and nowhere when not even that is', () => {
    const found = findingsOf([
      environment({
        problems: [
          { code: 'revision-unreadable', severity: 'error', message: 'not Python', file: 'v/b2.py' },
          { code: 'multiple-heads', severity: 'warning', message: 'two heads' },
        ],
      }),
    ]);
    assert.deepEqual(found, [
      {
        spot: { file: 'v/b2.py', line: 1, column: 1, endLine: 1, endColumn: 1 },
        severity: 'error',
        message: 'not Python',
        code: 'revision-unreadable',
      },
    ]);
  });

  it('inform of what was not understood', () => {
    const place = { file: 'app/models.py', line: 3, column: 1, endLine: 3, endColumn: 9 };
    const [found] = findingsOf([environment({ notUnderstood: [{ ...place, message: 'a type', tables: [], columns: [] }] })]);
    assert.deepEqual(found, { spot: place, severity: 'information', message: 'a type', code: 'not-understood' });
  });

  it('in the file of a revision say which it is', () => {
    const place = { line: 30, column: 5, endLine: 30, endColumn: 9 };
    const found = findingsOf([
      environment({
        problems: [{ code: 'replay-failed', severity: 'error', message: 'no such table', file: 'migrations/versions/b2.py', ...place }],
        notUnderstood: [{ message: 'not replayed from here', file: 'app/models.py', ...place, tables: [], columns: [] }],
      }),
    ]);
    assert.deepEqual(
      found.map(({ code, revision }) => [code, revision]),
      [
        ['replay-failed', { environment: 'migrations', id: 'b2' }],
        ['not-understood', undefined],
      ],
    );
  });
});
