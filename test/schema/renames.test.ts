import assert from 'node:assert/strict';
import { summary } from '../../src/schema/change-text';
import { compareSchemas } from '../../src/schema/compare';
import { renameCandidates, resolveRenames } from '../../src/schema/renames';
import type { Schema } from '../../src/schema/schema';
import { check, column, foreignKey, id, index, primaryKey, schema, table, unique } from './catalog';

const changesOf = (before: Schema, after: Schema, unnamed: readonly string[] = []) =>
  compareSchemas(before, after, {
    leaveOut: [],
    doubts: [],
    versionTables: [],
    unnamed: (_schema, _table, name) => unnamed.includes(name),
  });

/** Answers from a list of `old=new`; whatever else is asked is refused. */
async function decided(before: Schema, after: Schema, yes: readonly string[], unnamed: readonly string[] = []) {
  const asked: string[] = [];
  const changes = await resolveRenames(
    changesOf(before, after, unnamed),
    async (candidate) => {
      const question = `${candidate.oldName}=${candidate.newName}`;
      asked.push(question);
      return yes.includes(question);
    },
    (_schema, _table, name) => unnamed.includes(name),
  );
  return { asked, said: (changes ?? []).map(summary) };
}

const nick = column('nick', 'character varying(50)', { notNull: true });
const people = (name: string, nickname: string) =>
  table(name, [id, { ...nick, name: nickname }, column('born', 'date')], {
    constraints: [
      primaryKey(`${name}_pkey`, 'id'),
      unique(`${name}_${nickname}_key`, nickname),
      check('long', `length((${nickname})::text) > 3`, [nickname]),
    ],
    indexes: [index(`ix_${name}_${nickname}`, name, nickname)],
  });

describe('renames', () => {
  it('asks about columns that are alike, and not about others', () => {
    const before = schema([table('t', [id, nick, column('born', 'date')])]);
    const after = schema([table('t', [id, { ...nick, name: 'nickname' }, column('age', 'integer')])]);
    assert.deepEqual(
      renameCandidates(changesOf(before, after)).map(({ oldName, newName }) => [oldName, newName]),
      [['nick', 'nickname']],
    );
  });

  it('pairs each column once, the likeliest first', () => {
    const text = (name: string) => column(name, 'text');
    const before = schema([table('t', [text('first_name'), text('last_name')])]);
    const after = schema([table('t', [text('surname_last'), text('first_names')])]);
    assert.deepEqual(
      renameCandidates(changesOf(before, after)).map(({ oldName, newName }) => [oldName, newName]),
      [
        ['first_name', 'first_names'],
        ['last_name', 'surname_last'],
      ],
    );
  });

  it('turns a drop and an add into a rename, and lets PostgreSQL carry along what stands on the column', async () => {
    const { said } = await decided(schema([people('t', 'nick')]), schema([people('t', 'nickname')]), ['nick=nickname'], ['t_nickname_key']);
    assert.deepEqual(said, [
      'column t.nick is called nickname in the models',
      'index ix_t_nick on t is called ix_t_nickname in the models',
    ]);
  });

  it('keeps what else differs', async () => {
    const after = table('t', [id, column('nickname', 'character varying(80)', { notNull: true })]);
    const { said } = await decided(schema([table('t', [id, nick])]), schema([after]), ['nick=nickname']);
    assert.deepEqual(said, [
      'column t.nick is called nickname in the models',
      't.nickname: VARCHAR(50) in the revisions, VARCHAR(80) in the models',
    ]);
  });

  it('goes from a table to its columns and to what refers to it', async () => {
    const letters = (target: string) =>
      table('letters', [id, column('to_id', 'integer')], { constraints: [foreignKey('fk', 'to_id', target)] });
    const { asked, said } = await decided(
      schema([people('person', 'nick'), letters('person')]),
      schema([people('people', 'name'), letters('people')]),
      ['person=people', 'nick=name'],
      ['people_pkey', 'people_name_key'],
    );
    assert.deepEqual(asked, ['person=people', 'nick=name']);
    assert.deepEqual(said, [
      'table person is called people in the models',
      'column people.nick is called name in the models',
      'index ix_person_nick on people is called ix_people_name in the models',
    ]);
  });

  it('makes room for the next best when a pair is refused', async () => {
    const before = schema([table('t', [nick])]);
    const after = schema([
      table('t', [
        { ...nick, name: 'nickname' },
        { ...nick, name: 'label' },
      ]),
    ]);
    const { asked, said } = await decided(before, after, ['nick=label']);
    assert.deepEqual(asked, ['nick=nickname', 'nick=label']);
    assert.deepEqual(said, ['column t.nick is called label in the models', 'column t.nickname VARCHAR(50) is in no revision']);
  });

  it('comes to nothing when the person goes away', async () => {
    const changes = changesOf(schema([table('t', [nick])]), schema([table('t', [{ ...nick, name: 'nickname' }])]));
    assert.equal(
      await resolveRenames(
        changes,
        async () => null,
        () => false,
      ),
      null,
    );
  });
});
