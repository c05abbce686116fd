import assert from 'node:assert/strict';
import { quoteIdentifier, quoteLiteral, quoteTable } from '../../src/schema/quoting';

describe('quoting', () => {
  it('quotes an identifier only where SQLAlchemy does', () => {
    assert.equal(quoteIdentifier('products'), 'products');
    assert.equal(quoteIdentifier('a$1'), 'a$1');
    for (const name of ['user', 'Order', '1st', '$x', 'with space', 'köln', '']) assert.equal(quoteIdentifier(name), `"${name}"`);
    assert.equal(quoteIdentifier('say "hi"'), '"say ""hi"""');
  });

  it('puts the schema before the table', () => {
    assert.equal(quoteTable({ schema: null, name: 'user' }), '"user"');
    assert.equal(quoteTable({ schema: 'App', name: 'builds' }), '"App".builds');
  });

  it('doubles quotes in literals and leaves backslashes alone', () => {
    assert.equal(quoteLiteral("it's a \\"), "'it''s a \\'");
  });
});
