/** The choice as VS Code keeps it in the folder's `.vscode/settings.json`; the command line reads it there too. */
import type { SourceFiles } from '../../python/files';
import { Failure } from '../failure';
import type { BaselineSetting } from './choice';

export const settingsFile = '.vscode/settings.json';
const key = 'migrationKeeper.baseline';

/** Null where nothing is said. Throws a Failure for a value that is none. */
export function folderSetting(files: SourceFiles): BaselineSetting | null {
  const text = files.read(settingsFile);
  if (text === null || !text.includes(key)) return null;
  const value = settingIn(text);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (isTexts(value)) return value;
  throw new Failure(`${settingsFile}: ${key} is a text, or an object with a text for each environment.`);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}

/** VS Code's settings may hold comments and commas before a closing bracket. */
function settingIn(text: string): unknown {
  const plain = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted: string | undefined) => quoted ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted: string | undefined) => quoted ?? '');
  try {
    const settings: unknown = JSON.parse(plain);
    return typeof settings === 'object' && settings !== null && key in settings ? settings[key] : undefined;
  } catch (error) {
    throw new Failure(`${settingsFile} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
