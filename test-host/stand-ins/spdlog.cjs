// Stands in for @vscode/spdlog, which writes VS Code's logs and output channels and would have to be compiled. It appends to the file at once;
// a test run is too short for files to be rotated.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
let defaultLevel = levels.indexOf('info');

class Logger {
  constructor(_type, _name, path) {
    this.path = path;
    this.level = defaultLevel;
    this.prefixed = true;
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.prefixed = true;
  }
  clearFormatters() {
    this.prefixed = false;
  }
  flush() {
    // Every line is on disk already.
  }
  drop() {
    // Nothing is held open.
  }
}

for (const [rank, name] of levels.entries()) {
  Logger.prototype[name] = function log(message) {
    if (rank < this.level) return;
    appendFileSync(this.path, this.prefixed ? `${new Date().toISOString()} [${name}] ${message}\n` : message);
  };
}

async function createLogger(name, path) {
  mkdirSync(dirname(path), { recursive: true });
  return new Logger('rotating', name, path);
}

module.exports = {
  version: 1,
  Logger,
  setLevel: (level) => {
    defaultLevel = level;
  },
  setFlushOn: () => undefined,
  createRotatingLogger: createLogger,
  createAsyncRotatingLogger: createLogger,
};
