/** What an edit costs is one table; what it comes to must be what all tables made anew come to. */
import assert from 'node:assert/strict';
import { oneEnvironment } from '../../../src/migrations/environments';
import { readProjectModels } from '../../../src/migrations/models/models';
import { modelsDatabase } from '../../../src/migrations/shadow/models-database';
import { emptyShadow } from '../../postgres/shared-shadow';
import { noShadow } from '../no-shadow';
import { projectOf, removeProjects } from '../opened-project';
import { files, models } from '../small-project';

const edits: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'a column in the middle': ['    email =', '    phone = Column(String(40))\n    email ='],
  'a column with an index, a key and a comment': [
    '    email =',
    '    boss_id = Column(Integer, ForeignKey("members.id"), index=True, unique=True, comment="who leads")\n    email =',
  ],
  'a column with a default that holds lines': [
    '    email =',
    '    note = Column(String(40), server_default="a\\n    b INTEGER")\n    email =',
  ],
  'a column that goes': ['    email = Column(String(255))', ''],
  'another type': ['String(255)', 'String(300)'],
  'a key that others lean on': [
    'id = Column(Integer, primary_key=True)\n    name',
    'id = Column(Integer)\n    code = Column(Integer, primary_key=True)\n    name',
  ],
  'a type that there is not': ['    email = Column(String(255))', '    email = Column(String(99999999))'],
  'a table that comes': [
    'class Member(Base)',
    'class Badge(Base):\n    __tablename__ = "badges"\n    id = Column(Integer, primary_key=True)\n\n\nclass Member(Base)',
  ],
  'a table that goes': [models.slice(models.indexOf('class Member')), ''],
};

describe('the models in PostgreSQL', () => {
  after(removeProjects);

  for (const [what, [from, to]] of Object.entries(edits)) {
    it(`come out the same after an edit as made anew: ${what}`, async () => {
      const database = await emptyShadow();
      const project = await projectOf(files, noShadow).open();
      const environment = oneEnvironment(project, null);
      const statementsOf = (text: string) => {
        project.overlay('app/models.py', text);
        return readProjectModels(project.files, environment, project.parser).statements;
      };
      const edited = statementsOf(models.replace(from, to));
      assert.notEqual(models.replace(from, to), models);
      const standing = modelsDatabase();
      const before = standing.normalise(database, statementsOf(models));
      const tried = standing.normalise(database, edited);
      assert.deepEqual(standing.normalise(database, statementsOf(models)), before, 'and back again');
      standing.release();
      assert.deepEqual(tried, modelsDatabase().normalise(database, edited));
    });
  }

  it('stand on the extensions that they need, as if the database had them', async () => {
    const statement = (sql: string, what: 'table' | 'index' = 'table') => ({ sql, what, table: { schema: null, name: 't' }, place: null });
    const { schema, refused } = modelsDatabase().normalise(await emptyShadow(), [
      statement('CREATE TABLE t (name CITEXT, extra HSTORE, path LTREE[], id UUID DEFAULT uuid_generate_v4(), kind INTEGER)'),
      statement('CREATE INDEX i ON t USING gin (name gin_trgm_ops)', 'index'),
      statement('CREATE TABLE u (EXCLUDE USING gist (id WITH =, room WITH &&), id INTEGER, room INT4RANGE)'),
      statement('CREATE TABLE v (shape NO_SUCH_SHAPE)'),
      statement('CREATE TABLE w (id INTEGER, near VECTOR(3), less HALFVEC(3))'),
      statement('CREATE INDEX iw ON w USING hnsw (near vector_l2_ops)', 'index'),
    ]);
    assert.deepEqual(refused, [{ statement: 3, message: 'type "no_such_shape" does not exist' }]);
    assert.deepEqual(schema.extensions, ['btree_gist', 'citext', 'hstore', 'ltree', 'pg_trgm', 'uuid-ossp', 'vector']);
  });
});
