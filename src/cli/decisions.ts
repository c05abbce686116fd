/** Decisions answered by flags; where no flag answers, the Failure names the flag that would. */
import { createInterface } from 'node:readline/promises';
import type { Decisions } from '../migrations/decisions';
import { Failure } from '../migrations/failure';
import type { Options } from './arguments';
import { databaseSqlText } from './print';

/** Decisions for one run of a command. `apply` asks on the terminal unless `--yes` was given. */
export function decisionsFromFlags(options: Options): Decisions {
  const renames = new Set(options.rename ?? []);
  const fills = new Map((options.default ?? []).map(assignment));
  return {
    async renamed({ kind, table, oldName, newName }) {
      const [from, to] = kind === 'table' ? [oldName, newName] : [`${table}.${oldName}`, newName];
      if (renames.has(`${from}=${to}`) || renames.has(`${from}=${table}.${newName}`)) return true;
      if (options['no-rename'] || renames.size > 0) return false;
      throw new Failure(
        `Was ${kind} ${from} renamed to ${to}? Say --rename ${from}=${to}, or --no-rename to drop the one and add the other.`,
      );
    },
    async fillFor(table, column, type, reason) {
      const fill = fills.get(`${table}.${column}`);
      if (fill !== undefined) return fill;
      if (reason === 'altered') return '';
      throw new Failure(
        `${table}.${column} (${type}) is NOT NULL and has no server default: rows that stand would refuse it. ` +
          `Say what fills them, --default "${table}.${column}=SQL", or --default ${table}.${column}= if the table is empty.`,
      );
    },
    head: async () => options.head ?? null,
    async apply(database, revisions) {
      if (options.yes) return true;
      process.stderr.write(`${databaseSqlText(database, revisions)}\n`);
      if (!process.stdin.isTTY) throw new Failure('There is no terminal to ask on; say --yes to run this SQL.');
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      const answer = await terminal.question(`Run this on ${database}? [y/N] `);
      terminal.close();
      return /^y(es)?$/i.test(answer.trim());
    },
  };
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) throw new Failure(`--default ${text}: write it as TABLE.COLUMN=SQL.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
