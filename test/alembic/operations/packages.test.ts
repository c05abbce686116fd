/** Operations of packages that no test's server has the types for; those of the others are fixtures. */
import assert from 'node:assert/strict';
import { statementsFor } from '../../../src/postgres/ddl/operations';
import { operationsOf } from './read-operations';

const imports = ['from geoalchemy2 import Geometry'];

describe("GeoAlchemy2's operations", () => {
  const statements = async (body: string) => (await operationsOf(body, imports)).flatMap(statementsFor);

  it("make a table with the index that the column's type asks for", async () => {
    const body = "op.create_geospatial_table('places', sa.Column('id', sa.Integer), sa.Column('spot', Geometry('POINT', srid=4326)))";
    assert.deepEqual(await statements(body), [
      'CREATE TABLE places (\n    id INTEGER,\n    spot geometry(POINT,4326)\n)',
      'CREATE INDEX idx_places_spot ON places USING gist (spot)',
    ]);
  });

  it('add a column without one', async () => {
    const body =
      "op.add_geospatial_column('places', sa.Column('spot', Geometry('POINT', srid=4326)))\n" +
      "op.create_geospatial_index('idx_spot', 'places', ['spot'], unique=False, postgresql_using='gist', postgresql_ops={})";
    assert.deepEqual(await statements(body), [
      'ALTER TABLE places ADD COLUMN spot geometry(POINT,4326)',
      'CREATE INDEX idx_spot ON places USING gist (spot)',
    ]);
  });

  it("are told from Alembic's own, which adds the index, too", async () => {
    assert.deepEqual(await statements("op.add_column('places', sa.Column('spot', Geometry('POINT', srid=4326)))"), [
      'ALTER TABLE places ADD COLUMN spot geometry(POINT,4326)',
      'CREATE INDEX idx_places_spot ON places USING gist (spot)',
    ]);
  });

  it('drop what they made, in a batch too', async () => {
    const body =
      "op.drop_geospatial_index('idx_spot', table_name='places', postgresql_using='gist', column_name='spot')\n" +
      "with op.batch_alter_table('places') as batch_op:\n    batch_op.drop_geospatial_column('spot')\n" +
      "op.drop_geospatial_table('places')";
    assert.deepEqual(await statements(body), ['DROP INDEX idx_spot', 'ALTER TABLE places DROP COLUMN spot', 'DROP TABLE places']);
  });
});
