/** The name of a new revision file (alembic/script/base.py `ScriptDirectory._rev_path`). */
import type { CreationTime } from './creation-time';
import { percentFormat } from './python-text';

export interface FileNaming {
  readonly fileTemplate: string;
  readonly truncateSlugLength: number;
}

/** The file's name, with sub-folders where the template has them; or what in the template Python would refuse. */
export function revisionFileName(
  naming: FileNaming,
  id: string,
  message: string,
  time: CreationTime,
): { readonly name: string } | { readonly refused: string } {
  const values = new Map<string, string | number>([
    ['rev', id],
    ['slug', slugOf(message, naming.truncateSlugLength)],
    ['epoch', time.epoch],
    ['year', time.year],
    ['month', time.month],
    ['day', time.day],
    ['hour', time.hour],
    ['minute', time.minute],
    ['second', time.second],
  ]);
  const formatted = percentFormat(naming.fileTemplate, values);
  return 'refused' in formatted ? formatted : { name: `${formatted.text}.py` };
}

/** The words of the message, joined by `_`; a long one ends after its last whole word. */
function slugOf(message: string, length: number): string {
  const slug = [...(message.match(/[\p{L}\p{N}_]+/gu) ?? [])].join('_').toLowerCase();
  const characters = [...slug];
  if (characters.length <= length) return slug;
  const cut = characters.slice(0, length).join('');
  const last = cut.lastIndexOf('_');
  return `${last < 0 ? cut : cut.slice(0, last)}_`;
}
