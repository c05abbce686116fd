// Stands in for @vscode/native-watchdog, which ends a hanging extension host when its parent is gone. The launcher ends the whole process
// group instead.
exports.start = () => undefined;
exports.exit = (code) => process.exit(code);
