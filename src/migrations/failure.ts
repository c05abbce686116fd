/** What keeps a command from being carried out, in words for the person who asked. The command line ends with 2 on it. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
