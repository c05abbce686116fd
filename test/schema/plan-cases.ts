/** Pairs of schemas, one for each kind of change and for what they do to each other. */

export interface PlanCase {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  /** Rows that stand there before the upgrade. */
  readonly rows?: string;
  readonly fill?: Readonly<Record<string, string>>;
  /** `old=new` for a table, `table.old=new` for a column. */
  readonly renames?: readonly string[];
  /** Names of constraints and indexes that the models leave to PostgreSQL. */
  readonly unnamed?: readonly string[];
  /** The kinds of the operations of the upgrade, where they are worth fixing. */
  readonly upgrade?: readonly string[];
}

const products = 'CREATE TABLE products (id serial PRIMARY KEY, name varchar(50) NOT NULL)';

export const planCases: readonly PlanCase[] = [
  { title: 'nothing', before: products, after: products, upgrade: [] },
  {
    title: 'a table with everything on it',
    before: '',
    after: `CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE TABLE tags (id bigserial PRIMARY KEY, name text UNIQUE);
      CREATE TABLE people (
        id integer GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 2) PRIMARY KEY,
        mood mood DEFAULT 'sad' NOT NULL, moods mood[], tag_id bigint CONSTRAINT fk_tag REFERENCES tags ON DELETE CASCADE,
        name varchar(50) COLLATE "C", price numeric(10,2) DEFAULT 0.5, doubled numeric GENERATED ALWAYS AS (price * 2) STORED,
        created timestamptz DEFAULT now(), CONSTRAINT positive CHECK (price > 0), CONSTRAINT u UNIQUE (name, price) DEFERRABLE);
      CREATE INDEX ix_people_lower ON people (lower(name) DESC NULLS LAST) WHERE price > 1;
      CREATE UNIQUE INDEX ix_people_mood ON people USING btree (mood) INCLUDE (name);
      COMMENT ON TABLE people IS 'who';
      COMMENT ON COLUMN people.name IS 'it''s their name'`,
    upgrade: ['create_enum', 'create_table', 'create_table', 'create_index', 'create_index'],
  },
  {
    title: 'a table that goes, with its enum and index',
    before: `${products}; CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE notes (id serial PRIMARY KEY, mood mood DEFAULT 'a',
      product_id integer REFERENCES products); CREATE INDEX ix_notes_mood ON notes (mood)`,
    after: products,
    upgrade: ['drop_index', 'drop_table', 'drop_enum'],
  },
  {
    title: 'two tables with foreign keys to each other',
    before: '',
    after: `CREATE TABLE a (id serial PRIMARY KEY, b_id integer); CREATE TABLE b (id serial PRIMARY KEY, a_id integer REFERENCES a);
      ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b`,
    upgrade: ['create_table', 'create_table', 'create_constraint'],
  },
  {
    title: 'two tables with foreign keys to each other that go',
    before: `CREATE TABLE a (id serial PRIMARY KEY, b_id integer); CREATE TABLE b (id serial PRIMARY KEY, a_id integer REFERENCES a);
      ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b`,
    after: '',
  },
  {
    title: 'a table that refers to itself',
    before: '',
    after: 'CREATE TABLE nodes (id serial PRIMARY KEY, parent_id integer REFERENCES nodes)',
  },
  {
    title: 'a nullable column',
    before: products,
    after: `${products}; ALTER TABLE products ADD homepage varchar(255)`,
    upgrade: ['add_column'],
  },
  {
    title: 'a NOT NULL column filled for the rows',
    before: products,
    rows: `INSERT INTO products (name) VALUES ('x')`,
    after: `${products}; ALTER TABLE products ADD slug text NOT NULL`,
    fill: { 'products.slug': 'lower(name)' },
    upgrade: ['add_column', 'execute', 'alter_column'],
  },
  {
    title: 'a column with an index, a unique constraint and a foreign key of its own',
    before: `${products}; CREATE TABLE tags (id serial PRIMARY KEY)`,
    after: `${products}; CREATE TABLE tags (id serial PRIMARY KEY); ALTER TABLE products ADD tag_id integer UNIQUE REFERENCES tags;
      CREATE INDEX ix_products_tag_id ON products (tag_id)`,
    upgrade: ['add_column', 'create_constraint', 'create_index', 'create_constraint'],
  },
  {
    title: 'a column that goes with its index, constraint and check',
    before: `${products}; ALTER TABLE products ADD price integer UNIQUE, ADD CONSTRAINT dear CHECK (price > length(name));
      CREATE INDEX ix ON products (name, price)`,
    after: products,
    upgrade: ['drop_index', 'drop_constraint', 'drop_constraint', 'drop_column'],
  },
  {
    title: 'an enum column on a table that stands',
    before: products,
    rows: `INSERT INTO products (name) VALUES ('x')`,
    after: `CREATE TYPE mood AS ENUM ('a', 'b'); ${products}; ALTER TABLE products ADD mood mood DEFAULT 'a' NOT NULL`,
    upgrade: ['create_enum', 'add_column'],
  },
  {
    title: 'a longer text, NOT NULL, a default and a comment at once',
    before: products,
    after: `CREATE TABLE products (id serial PRIMARY KEY, name varchar(80) DEFAULT 'none'); COMMENT ON COLUMN products.name IS 'the name'`,
    upgrade: ['alter_column'],
  },
  {
    title: 'SET NOT NULL with rows',
    before: 'CREATE TABLE t (a integer, b text)',
    rows: 'INSERT INTO t VALUES (1, NULL)',
    after: 'CREATE TABLE t (a integer, b text NOT NULL)',
    fill: { 't.b': "'?'" },
  },
  {
    title: 'text to integer and back',
    before: `CREATE TABLE t (a varchar(20) DEFAULT '1')`,
    rows: `INSERT INTO t VALUES ('17')`,
    after: 'CREATE TABLE t (a integer DEFAULT 2)',
    upgrade: ['alter_column', 'alter_column', 'alter_column'],
  },
  {
    title: 'text to enum and back',
    before: `CREATE TABLE t (a varchar(20) DEFAULT 'x' NOT NULL)`,
    rows: `INSERT INTO t VALUES ('y')`,
    after: `CREATE TYPE letter AS ENUM ('x', 'y'); CREATE TABLE t (a letter DEFAULT 'x' NOT NULL)`,
  },
  {
    title: 'types that need a cast, each in its way',
    before: 'CREATE TABLE t (a integer, b boolean, c bigint, d text, e jsonb, f timestamp, g numeric(10,2), h bit(8), i uuid)',
    rows: `INSERT INTO t VALUES (1, true, 0, 'x', '1', now(), 1.5, '00000001', NULL)`,
    after: 'CREATE TABLE t (a boolean, b integer, c boolean, d text[], e integer, f date, g double precision, h integer, i text)',
  },
  {
    title: 'a collation',
    before: 'CREATE TABLE t (a varchar(20))',
    after: 'CREATE TABLE t (a varchar(20) COLLATE "C")',
    upgrade: ['alter_column'],
  },
  {
    title: 'int keys on both sides of a foreign key become text',
    before: 'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id serial PRIMARY KEY, p_id integer REFERENCES p)',
    rows: 'INSERT INTO p VALUES (1); INSERT INTO c (p_id) VALUES (1)',
    after: 'CREATE TABLE p (id text PRIMARY KEY); CREATE TABLE c (id serial PRIMARY KEY, p_id text REFERENCES p)',
  },
  {
    title: 'a generated column changes its expression and keeps its index',
    before: 'CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED); CREATE INDEX ix ON t (b)',
    after: 'CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 2) STORED); CREATE INDEX ix ON t (b)',
  },
  {
    title: 'a generated column follows the type of another',
    before: 'CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED)',
    after: 'CREATE TABLE t (a bigint, b bigint GENERATED ALWAYS AS (a + 1) STORED)',
  },
  {
    title: 'a generated column from a new one, and an old one that goes',
    before: 'CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 1) STORED)',
    after: 'CREATE TABLE t (z integer, b integer GENERATED ALWAYS AS (z + 1) STORED)',
    upgrade: ['drop_column', 'add_column', 'add_column', 'drop_column'],
  },
  {
    title: 'a column becomes computed',
    before: 'CREATE TABLE t (a integer, b integer DEFAULT 3 NOT NULL)',
    after: 'CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED)',
  },
  {
    title: 'serial to identity',
    before: products,
    rows: `INSERT INTO products (name) VALUES ('x'), ('y')`,
    after: 'CREATE TABLE products (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name varchar(50) NOT NULL)',
  },
  {
    title: 'a plain integer becomes serial',
    before: 'CREATE TABLE t (id integer PRIMARY KEY)',
    rows: 'INSERT INTO t VALUES (7)',
    after: 'CREATE TABLE t (id serial PRIMARY KEY)',
  },
  {
    title: 'serial to bigserial',
    before: 'CREATE TABLE t (id serial PRIMARY KEY)',
    after: 'CREATE TABLE t (id bigserial PRIMARY KEY)',
  },
  {
    title: 'the options of an identity',
    before: 'CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY)',
    after: 'CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY (START 10 INCREMENT 5 MAXVALUE 5000 CYCLE) PRIMARY KEY)',
  },
  {
    title: 'an identity on a bigger type',
    before: 'CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY)',
    after: 'CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)',
  },
  {
    title: 'an identity gives way to a default',
    before: 'CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY)',
    after: 'CREATE TABLE t (id integer DEFAULT 4)',
  },
  {
    title: 'enum values added in the middle and at the end',
    before: `CREATE TYPE m AS ENUM ('a', 'd'); CREATE TABLE t (m m DEFAULT 'a', ms m[] DEFAULT '{a,d}')`,
    rows: `INSERT INTO t VALUES ('d', '{a}')`,
    after: `CREATE TYPE m AS ENUM ('a', 'b', 'c', 'd', 'e'); CREATE TABLE t (m m DEFAULT 'a', ms m[] DEFAULT '{a,d}')`,
    upgrade: ['begin_autocommit', 'add_enum_value', 'add_enum_value', 'add_enum_value', 'end_autocommit'],
  },
  {
    title: 'an enum value that is the default at once',
    before: `CREATE TYPE m AS ENUM ('a'); CREATE TABLE t (m m DEFAULT 'a'); CREATE INDEX ix ON t (m) WHERE m = 'a'`,
    after: `CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE t (m m DEFAULT 'b'); CREATE INDEX ix ON t (m) WHERE m = 'a'`,
    upgrade: ['begin_autocommit', 'add_enum_value', 'end_autocommit', 'alter_column'],
  },
  {
    title: 'enum values taken away and reordered, with a default, a check and a partial index',
    before: `CREATE TYPE m AS ENUM ('a', 'b', 'c'); CREATE TABLE t (m m DEFAULT 'c', CHECK (m <> 'b')); CREATE INDEX ix ON t (m) WHERE m = 'a'`,
    rows: `INSERT INTO t VALUES ('a')`,
    after: `CREATE TYPE m AS ENUM ('b', 'a'); CREATE TABLE t (m m DEFAULT 'b', CHECK (m <> 'b')); CREATE INDEX ix ON t (m) WHERE m = 'a'`,
  },
  {
    title: 'an enum that is replaced by another and dropped',
    before: `CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE t (m m DEFAULT 'a')`,
    rows: `INSERT INTO t VALUES ('b')`,
    after: `CREATE TYPE n AS ENUM ('b', 'a'); CREATE TABLE t (m n DEFAULT 'a')`,
  },
  {
    title: 'indexes made, changed and dropped',
    before: `CREATE TABLE t (a text, b text, c jsonb); CREATE INDEX ix_a ON t (a); CREATE INDEX ix_b ON t (b)`,
    after: `CREATE TABLE t (a text, b text, c jsonb); CREATE INDEX ix_a ON t USING hash (a); CREATE INDEX ix_c ON t USING gin (c jsonb_path_ops);
      CREATE INDEX ix_ab ON t ((a || b) text_pattern_ops, lower(a)) WITH (fillfactor = 70)`,
    upgrade: ['drop_index', 'drop_index', 'create_index', 'create_index', 'create_index'],
  },
  {
    title: 'an index under another name',
    before: 'CREATE TABLE t (a text, CONSTRAINT u UNIQUE (a)); CREATE INDEX ix_old ON t (a)',
    after: 'CREATE TABLE t (a text, CONSTRAINT uq_t_a UNIQUE (a)); CREATE INDEX ix_t_a ON t (a)',
    upgrade: ['rename_constraint', 'rename_index'],
  },
  {
    title: 'constraints of every kind',
    before: 'CREATE TABLE p (id integer PRIMARY KEY, x integer); CREATE TABLE t (a integer, b integer, r int4range)',
    after: `CREATE TABLE p (id integer PRIMARY KEY, x integer UNIQUE);
      CREATE TABLE t (a integer, b integer, r int4range, CONSTRAINT pk PRIMARY KEY (a) INCLUDE (b),
      CONSTRAINT fk FOREIGN KEY (b) REFERENCES p (x) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
      CONSTRAINT ck CHECK (a > b) NO INHERIT, CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (b), CONSTRAINT ex EXCLUDE USING gist (r WITH &&) WHERE (a > 1));
      COMMENT ON CONSTRAINT ck ON t IS 'so that it is'`,
  },
  {
    title: 'constraints that change',
    before: `CREATE TABLE p (id integer PRIMARY KEY);
      CREATE TABLE t (a integer, b integer, CONSTRAINT ck CHECK (a > 0), CONSTRAINT fk FOREIGN KEY (b) REFERENCES p, CONSTRAINT u UNIQUE (a))`,
    after: `CREATE TABLE p (id integer PRIMARY KEY);
      CREATE TABLE t (a integer, b integer, CONSTRAINT ck CHECK (a > 1), CONSTRAINT fk FOREIGN KEY (b) REFERENCES p ON DELETE CASCADE,
      CONSTRAINT u UNIQUE (a) DEFERRABLE)`,
  },
  {
    title: 'a unique constraint becomes a unique index of the same name',
    before: 'CREATE TABLE t (a integer, CONSTRAINT u UNIQUE (a))',
    after: 'CREATE TABLE t (a integer); CREATE UNIQUE INDEX u ON t (a)',
    upgrade: ['drop_constraint', 'create_index'],
  },
  {
    title: 'a wider primary key, under a foreign key that then leans on a unique constraint',
    before: 'CREATE TABLE p (id integer PRIMARY KEY, n integer NOT NULL); CREATE TABLE c (p_id integer REFERENCES p (id))',
    after: 'CREATE TABLE p (id integer UNIQUE NOT NULL, n integer, PRIMARY KEY (id, n)); CREATE TABLE c (p_id integer REFERENCES p (id))',
  },
  {
    title: 'a new table that refers to a new key of an old one',
    before: 'CREATE TABLE p (id integer PRIMARY KEY)',
    after: 'CREATE TABLE p (id integer PRIMARY KEY, code text UNIQUE); CREATE TABLE c (p_code text REFERENCES p (code))',
    upgrade: ['create_table', 'add_column', 'create_constraint', 'create_constraint'],
  },
  {
    title: 'a table that others refer to goes, and its key with it',
    before: 'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer PRIMARY KEY, p_id integer REFERENCES p)',
    after: 'CREATE TABLE c (id integer PRIMARY KEY, p_id integer)',
  },
  {
    title: 'sequences made, changed and dropped',
    before: 'CREATE SEQUENCE old_numbers START 4; CREATE SEQUENCE numbers',
    after:
      'CREATE SEQUENCE numbers INCREMENT 5 CYCLE; CREATE SEQUENCE new_numbers MAXVALUE 900; CREATE TABLE t (n bigint DEFAULT nextval($$new_numbers$$))',
  },
  {
    title: 'the comment of a table',
    before: `CREATE TABLE t (a integer); COMMENT ON TABLE t IS 'old'; CREATE TABLE u (a integer)`,
    after: `CREATE TABLE t (a integer); CREATE TABLE u (a integer); COMMENT ON TABLE u IS 'new'`,
    upgrade: ['drop_table_comment', 'create_table_comment'],
  },
  {
    title: 'names that need quotes, in a schema that needs them too',
    before: 'CREATE SCHEMA "My Schema"; CREATE TABLE "My Schema"."Order" ("Id" integer PRIMARY KEY, "select" text)',
    after: `CREATE SCHEMA "My Schema"; CREATE TYPE "My Schema"."Mood" AS ENUM ('it''s', 'b');
      CREATE TABLE "My Schema"."Order" ("Id" bigint PRIMARY KEY, "select" varchar(5), "Mood" "My Schema"."Mood" DEFAULT 'it''s');
      CREATE INDEX "Ix" ON "My Schema"."Order" ("select")`,
  },
  {
    title: 'a table and its enum renamed on the way, with a new value and a new use of it',
    before: `CREATE TYPE m AS ENUM ('a'); CREATE TABLE old (m m, CONSTRAINT ck CHECK (m <> 'a')); CREATE TABLE other (m m DEFAULT 'a')`,
    after: `CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE new (n m DEFAULT 'b', CONSTRAINT ck CHECK (n <> 'a')); CREATE TABLE other (m m DEFAULT 'b')`,
    renames: ['old=new', 'new.m=n'],
  },
  {
    title: 'comments on constraints and indexes, of tables that come, stay and go',
    before: `CREATE TABLE t (a integer CONSTRAINT u UNIQUE, b integer CONSTRAINT v UNIQUE); CREATE INDEX ix ON t (a); COMMENT ON INDEX ix IS 'old';
      COMMENT ON CONSTRAINT u ON t IS 'old'; COMMENT ON CONSTRAINT v ON t IS 'gone'; CREATE TABLE g (a integer CONSTRAINT gu UNIQUE);
      COMMENT ON CONSTRAINT gu ON g IS 'gone'; CREATE INDEX gx ON g (a); COMMENT ON INDEX gx IS 'gone'`,
    after: `CREATE TABLE t (a integer CONSTRAINT u UNIQUE, b integer); CREATE INDEX ix ON t (a); COMMENT ON CONSTRAINT u ON t IS 'new';
      CREATE TABLE n (a integer CONSTRAINT nu UNIQUE); COMMENT ON CONSTRAINT nu ON n IS 'new'; CREATE INDEX nx ON n (a); COMMENT ON INDEX nx IS 'new'`,
  },
  {
    title: 'two tables change places with their index names',
    before: 'CREATE TABLE a (x integer); CREATE INDEX ix ON a (x); CREATE TABLE b (y integer); CREATE UNIQUE INDEX iy ON b (y)',
    after:
      'CREATE TABLE c (x integer); CREATE INDEX ix ON c (x); CREATE TABLE b (y integer, z integer); CREATE UNIQUE INDEX iy ON b (y, z)',
  },
  {
    title: 'a new table takes the names of one that goes',
    before: 'CREATE TABLE old (a integer CONSTRAINT pk PRIMARY KEY, e text UNIQUE); CREATE TABLE u (a integer)',
    after: 'CREATE TABLE new (a text CONSTRAINT pk PRIMARY KEY); CREATE UNIQUE INDEX u ON new (a)',
  },
  {
    title: 'a schema that nothing stood in',
    before: 'CREATE TABLE t (a integer)',
    after: 'CREATE SCHEMA "Other"; CREATE TABLE t (a integer); CREATE TABLE "Other".t (a integer)',
    upgrade: ['execute', 'create_table'],
  },
  {
    title: 'a computed column goes while the type of its source changes',
    before: 'CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 1) STORED)',
    after: 'CREATE TABLE t (a bigint)',
  },
  {
    title: 'defaults that come and go with an enum made anew',
    before: `CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE t (goes m DEFAULT 'a', comes m, stays m[] DEFAULT '{b}', required m DEFAULT 'a')`,
    after: `CREATE TYPE m AS ENUM ('b', 'c'); CREATE TABLE t (goes m, comes m DEFAULT 'c', stays m[] DEFAULT '{b}', required m DEFAULT 'c' NOT NULL)`,
  },
  {
    title: 'a generated column of an enum that is made anew',
    before: `CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE t (m m, g m GENERATED ALWAYS AS (m) STORED, s text GENERATED ALWAYS AS (CASE WHEN m = 'a' THEN 'x' END) STORED)`,
    after: `CREATE TYPE m AS ENUM ('a', 'c'); CREATE TABLE t (m m, g m GENERATED ALWAYS AS (m) STORED, s text GENERATED ALWAYS AS (CASE WHEN m = 'a' THEN 'x' END) STORED)`,
  },
  {
    title: 'a table that inherits, and one that is partitioned',
    before: '',
    after: `CREATE TABLE a_child (y integer); CREATE TABLE z_parent (x integer); DROP TABLE a_child; CREATE TABLE a_child (y integer) INHERITS (z_parent);
      CREATE TABLE events (at date NOT NULL, PRIMARY KEY (at)) PARTITION BY RANGE (at)`,
  },
  {
    title: 'domains stay the types they are',
    before: `CREATE DOMAIN positive AS integer CHECK (VALUE > 0); CREATE TABLE t (a integer)`,
    after: `CREATE DOMAIN positive AS integer CHECK (VALUE > 0); CREATE TABLE t (a positive, b positive[])`,
  },
  {
    title: 'a primary key goes, and its column becomes nullable',
    before: 'CREATE TABLE t (a integer PRIMARY KEY, b integer)',
    after: 'CREATE TABLE t (a integer, b integer PRIMARY KEY)',
  },
  {
    title: 'a foreign key that was never checked comes back so',
    before:
      'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer); ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID',
    after: 'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (a integer)',
  },
  {
    title: 'a varchar with a check and a partial index becomes an enum',
    before: `CREATE TABLE t (a varchar(10) NOT NULL, CONSTRAINT ck CHECK (a IN ('x', 'y'))); CREATE INDEX ix ON t (a) WHERE a = 'x'`,
    after: `CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE t (a e NOT NULL); CREATE INDEX ix ON t (a) WHERE a = 'x'`,
  },
  {
    title: 'a column renamed, with its index, check, key and foreign key',
    before: `CREATE TABLE p (nr integer PRIMARY KEY, CONSTRAINT ck CHECK (nr > 0), g integer GENERATED ALWAYS AS (nr + 1) STORED);
      CREATE INDEX ix_p_nr ON p (nr) WHERE nr > 5; CREATE TABLE c (p_nr integer REFERENCES p (nr))`,
    rows: 'INSERT INTO p (nr) VALUES (6)',
    after: `CREATE TABLE p (number integer PRIMARY KEY, CONSTRAINT ck CHECK (number > 0), g integer GENERATED ALWAYS AS (number + 1) STORED);
      CREATE INDEX ix_p_number ON p (number) WHERE number > 5; CREATE TABLE c (p_nr integer REFERENCES p (number))`,
    renames: ['p.nr=number'],
    upgrade: ['alter_column', 'rename_index'],
  },
  {
    title: 'a column renamed and changed',
    before: 'CREATE TABLE t (nick varchar(20), id integer)',
    after: `CREATE TABLE t (nickname varchar(40) DEFAULT 'x' NOT NULL, id integer)`,
    renames: ['t.nick=nickname'],
    upgrade: ['alter_column', 'alter_column'],
  },
  {
    title: 'a table renamed, with a column, an enum and what refers to it',
    before: `CREATE TYPE m AS ENUM ('a', 'b', 'c'); CREATE TABLE person (id integer CONSTRAINT pk PRIMARY KEY, nick text UNIQUE, m m DEFAULT 'a');
      CREATE TABLE c (person_id integer REFERENCES person); CREATE INDEX ix ON person (lower(nick))`,
    rows: `INSERT INTO person VALUES (1, 'x', 'b'); INSERT INTO c VALUES (1)`,
    after: `CREATE TYPE m AS ENUM ('b', 'a'); CREATE TABLE people (id integer CONSTRAINT pk PRIMARY KEY, name text CONSTRAINT person_nick_key UNIQUE, m m DEFAULT 'b');
      CREATE TABLE c (person_id integer REFERENCES people); CREATE INDEX ix ON people (lower(name))`,
    renames: ['person=people', 'people.nick=name'],
    upgrade: ['rename_table', 'alter_column', 'replace_enum'],
  },
];
