/**
 * Modules of the standard library that stand in `sys.modules` before a project's first line runs: Alembic and SQLAlchemy import them (what
 * `sys.modules` holds after `import alembic.command, sqlalchemy.dialects.postgresql`). A file of such a name on `sys.path` is never looked for.
 */
export const loadedFirst: ReadonlySet<string> = new Set(
  `abc argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar codecs collections concurrent configparser contextlib
  contextvars copy copyreg csv dataclasses datetime decimal dis email encodings enum errno fnmatch functools gc genericpath gettext hashlib
  heapq html importlib inspect io itertools json keyword linecache locale logging lzma marshal math numbers opcode operator os pathlib pickle
  platform quopri random re reprlib select selectors shlex shutil signal socket ssl stat string struct subprocess sys sysconfig tempfile
  textwrap threading time token tokenize traceback types typing urllib uuid warnings weakref zipfile zipimport zlib`.split(/\s+/),
);
