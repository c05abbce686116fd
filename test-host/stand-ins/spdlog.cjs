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

// One by one: VS Code imports this as an ES module, and Node finds the names of a CommonJS module by their assignments.
exports.version = 1;
exports.Logger = Logger;
exports.setLevel = (level) => {
  defaultLevel = level;
};
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
