/**
 * Histories that are edited at random, replayed on from what stands or was saved, and each time from nothing too: the results are the same. The
 * newest revision writes what it reads of rows, sequences and settings into comments, so that these are compared as well.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { noPythonPlaces } from '../../../src/alembic/environment/virtualenv';
import { loadParser } from '../../../src/migrations/load-parser';
import { diskFiles } from '../../../src/migrations/project-files';
import type { ReplayRequest } from '../../../src/migrations/shadow/requests';
import { type SavedState, savedStates } from '../../../src/migrations/shadow/saved-states';
import { shadowService } from '../../../src/migrations/shadow/serve-shadow';
import { openShadowDatabase, type ShadowDatabase } from '../../../src/postgres/shadow-database';
import { assets } from '../../repository';
import { type ProjectOnDisk, projectOf, removeProjects } from '../opened-project';
import { files, revision } from '../small-project';

const modules = {
  'app/shared.py': 'SEEN = []\nNAME = "first"\n',
  'app/operations.py': `from alembic.operations import MigrateOperation, Operations


@Operations.register_operation("mark")
class MarkOp(MigrateOperation):
    def __init__(self, text):
        self.text = text

    @classmethod
    def mark(cls, operations, text):
        return operations.invoke(cls(text))


@Operations.implementation_for(MarkOp)
def mark(operations, operation):
    operations.execute("CREATE TABLE IF NOT EXISTS marks (text text)")
    operations.execute("INSERT INTO marks VALUES ('%s')" % operation.text)
`,
};

/** What the revision number `n` may do. What goes wrong is part of it. */
const steps: readonly ((n: number) => readonly string[])[] = [
  (n) => [`op.create_table("t${n}", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))`],
  () => ['op.execute("CREATE TABLE IF NOT EXISTS items (id serial PRIMARY KEY, name text)")'],
  (n) => [`op.execute("INSERT INTO items (name) VALUES ('from ${n}'), ('again')")`],
  (n) => [`op.create_table("e${n}", sa.Column("mood", sa.Enum("good", "bad", name="mood")))`],
  (n) => [`op.add_column("items", sa.Column("c${n}", sa.Enum("good", "bad", name="mood", create_type=False)))`],
  () => ['op.execute("DROP TYPE IF EXISTS mood CASCADE")'],
  () => ['op.execute("CREATE SCHEMA IF NOT EXISTS other")', 'op.execute("SET search_path TO other, public")'],
  () => ['op.execute("RESET search_path")'],
  () => ['op.execute("SET LOCAL work_mem = \'8MB\'")', 'op.execute("SET statement_timeout = \'1h\'")'],
  (n) => ['op.execute("COMMIT")', `op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS i${n} ON items (name)")`],
  (n) => ['with op.get_context().autocommit_block():', `    op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'v${n}'")`],
  () => ['op.execute("CREATE TEMP TABLE kept AS SELECT 1 AS a")'],
  () => ['op.execute("INSERT INTO items (name) SELECT a::text FROM kept")'],
  () => ['op.execute("PREPARE again AS SELECT 1")'],
  () => ['op.execute("SELECT nextval(\'items_id_seq\')")'],
  (n) => ['from app.shared import SEEN', `SEEN.append("${n}")`, `op.execute("CREATE TABLE seen_%s (a int)" % len(SEEN))`],
  () => ['from app.shared import NAME', 'op.execute("CREATE TABLE named_%s (a int)" % NAME)'],
  () => ['import app.operations', 'op.mark("imported")'],
  (n) => [`op.mark("${n}")`],
  () => ['from nowhere import helper', 'helper(op.get_bind(), "items")'],
  () => ['op.drop_table("items")'],
  (n) => [
    `op.execute("CREATE TABLE d${n} (a int REFERENCES items (id) DEFERRABLE INITIALLY DEFERRED)")`,
    `op.execute("INSERT INTO d${n} VALUES (99)")`,
  ],
  () => ['raise ValueError("not today")'],
  () => [
    'if op.get_bind().execute(sa.text("SELECT count(*) FROM items")).scalar() > 3:',
    '    op.create_unique_constraint("many", "items", ["id"])',
  ],
  () => ['op.execute("CREATE EXTENSION IF NOT EXISTS citext")', 'op.execute("ALTER TABLE items ALTER name TYPE citext")'],
  () => [
    'op.execute("DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$")',
    'op.execute("SET ROLE reader")',
  ],
  () => ['op.execute("RESET ROLE")'],
  () => ['op.execute("ALTER DATABASE postgres SET search_path TO other")'],
  () => ['op.execute("CREATE OR REPLACE FUNCTION f(i int) RETURNS int LANGUAGE sql AS \'SELECT 1\'")'],
];

/** Says what it finds in comments; `n` makes it another text. */
const probe = (n: number): readonly string[] => [
  `op.create_table("probe", sa.Column("a", sa.Integer()), comment="${n}", schema="public")`,
  'bind = op.get_bind()',
  'def say(what, query):',
  '    answer = bind.execute(sa.text(query)).scalar()',
  '    op.execute("CREATE TABLE public.%s (a int)" % what)',
  '    op.execute("COMMENT ON TABLE public.%s IS \'%s\'" % (what, str(answer).replace("\'", "")))',
  'say("path", "SELECT current_setting(\'search_path\') || current_setting(\'statement_timeout\') || current_user")',
  'say("temporary", "SELECT count(*) FROM pg_class WHERE relpersistence = \'t\'")',
  'say("counts", "SELECT string_agg(relname || pg_sequence_last_value(oid)::text, \',\' ORDER BY oid) FROM pg_class WHERE relkind = \'S\'")',
  'say("rows", "SELECT string_agg(i::text, \',\' ORDER BY id) FROM public.items i")',
  'op.execute("INSERT INTO public.items (name) VALUES (\'probe\')")',
];

/** The generator of Park and Miller, so that a failing run can be had again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

describe('a history that goes on from what stands or was saved', function () {
  this.timeout(600_000);
  let cluster: Uint8Array;
  let plain: ShadowDatabase;
  before(async () => {
    const made = await openShadowDatabase({ assets });
    cluster = made.save();
    await made.close();
    plain = await openShadowDatabase({ assets, cluster: Uint8Array.from(cluster) });
  });
  after(async () => {
    await plain.close();
    removeProjects();
  });

  const never = { warm: () => undefined, replay: reject, normalise: reject, prove: reject, record: reject, stop: () => undefined };

  for (const [seed, turns, economy] of [
    [1, 60, { worthKeeping: 1e9, leastSpacing: 1e9, worthOpening: 1e9 }],
    [2, 40, { worthKeeping: 0, leastSpacing: 50, worthOpening: 20 }],
    [3, 15, { worthKeeping: 0, leastSpacing: 0, worthOpening: 0 }],
  ] as const) {
    it(`comes to the same as from nothing (${seed})`, async () => {
      const pick = numbers(seed);
      const parser = await loadParser(assets);
      const project: ProjectOnDisk = projectOf({ ...files, ...modules }, never);
      const [environment] = findEnvironments(diskFiles(project.root), noPythonPlaces).environments;
      assert(environment);
      const kept = savedStates(join(project.root, '../states'), 'test');
      let restored = 0;
      const states = { ...kept, get: (key: string): SavedState | null => counted(kept.get(key), () => (restored += 1)) };
      const open = (state: Uint8Array | null) => openShadowDatabase({ assets, cluster: Uint8Array.from(cluster), ...(state && { state }) });
      let service = shadowService(open, parser, states, economy);

      let next = 0;
      const write = (body: readonly string[]) => {
        next += 1;
        project.write(`migrations/versions/r${next}.py`, revision(`r${next}`, null, body));
        return { id: `r${next}`, file: `migrations/versions/r${next}.py` };
      };
      const any = () => write((steps[pick(steps.length)] ?? steps[0])?.(next) ?? []);
      const begin = [1, 2, 3, 0].map((index) => write(steps[index]?.(next) ?? []));
      let list = [...begin, ...Array.from({ length: 8 }, any)];
      for (let turn = 0; turn < turns; turn += 1) {
        const at = pick(list.length);
        const what = pick(8);
        if (what < 3) list = [...list, any()];
        else if (what < 4) list = list.filter((_, index) => index !== at);
        else if (what < 5) list = [...list.slice(0, at), any(), ...list.slice(at)];
        else if (what < 6) project.write('app/shared.py', `SEEN = []\nNAME = "name_${pick(3)}"\n`);
        else if (what < 7) list = list.slice(0, Math.max(4, list.length - 2));
        else if (economy.worthOpening < 1e9 && pick(2) === 0) {
          await service.close();
          service = shadowService(open, parser, states, economy);
        }
        const request: ReplayRequest = {
          root: project.root,
          baseline: [],
          texts: [],
          environment,
          namingConvention: null,
          versionTable: { schema: null, name: 'alembic_version' },
          revisions: [...list, write(probe(turn))],
        };
        if (turn === 0) await service.warm();
        const onwards = await service.replay(request);
        const anew = await shadowService(async () => plain, parser).replay(request);
        assert.deepEqual(onwards, anew, `after turn ${turn}`);
        if (pick(4) === 0) await service.normalise([{ sql: 'CREATE TABLE items (a int)', what: 'table', table: null, place: null }]);
      }
      assert.equal(restored > 0, economy.worthOpening < 1e9);
      await service.close();
    });
  }
});

async function reject(): Promise<never> {
  throw new Error('nobody asks this');
}

function counted<Found>(found: Found, count: () => void): Found {
  if (found) count();
  return found;
}
