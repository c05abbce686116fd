/** Spellings that SQLAlchemy 1.3 took and no later series takes: the fixtures cannot hold them, projects still do. */
import assert from 'node:assert/strict';
import { modelsOf } from './read-models-of';

describe('SQLAlchemy 1.3', () => {
  it('case() takes a tuple of branches', async () => {
    const { metadata } = await modelsOf(`from sqlalchemy import *
metadata = MetaData()
state = Column('state', Text)
Table('orders', metadata, state, CheckConstraint(case(((state == 'new', true()),), else_=false()), name='known'))
`);
    const [check] = metadata.tables[0]?.constraints ?? [];
    assert.equal(check?.kind === 'check' && check.expression.sql, "CASE WHEN (state = 'new') THEN true ELSE false END");
  });
});
