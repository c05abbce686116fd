/**
 * `Engine` carried over messages, both ends. Calls have ids and are answered by a reply or a failure; a call can be
 * cancelled; while a call runs the engine may put a question to the person (`Decisions`), which is answered the other way.
 * Both ends ship in one package, so a message is checked for its envelope and trusted for what is inside.
 */
import { CancellationSource } from './cancellation';
import type { Decisions } from './decisions';
import type { Cancellation, EmptyRevisionRequest, Engine, GenerateRequest, MergeRequest, ReparentRequest } from './engine';
import type { BaselineOffer, CheckResult, GenerateResult, MoveResult, ParentChangeResult, Proof, SqlResult, StatusResult } from './results';

/** What the two ends speak through: a process' IPC, a socket, or two arrays in a test. Messages keep their order. */
export interface Channel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when nothing will come any more. */
  onClose(listener: () => void): void;
}

/** What each call takes and answers; `Decisions` and `Cancellation` travel as messages of their own. */
interface Calls {
  outline: { takes: readonly []; answers: StatusResult };
  status: { takes: readonly []; answers: StatusResult };
  check: { takes: readonly []; answers: CheckResult };
  suggestMessage: { takes: readonly [environment: string, changes: readonly string[]]; answers: string };
  generate: { takes: readonly [request: GenerateRequest]; answers: GenerateResult };
  newRevision: { takes: readonly [request: EmptyRevisionRequest]; answers: GenerateResult };
  merge: { takes: readonly [request: MergeRequest]; answers: GenerateResult };
  reparent: { takes: readonly [request: ReparentRequest]; answers: ParentChangeResult };
  prove: { takes: readonly [environment: string, range: string | null]; answers: Proof };
  sql: { takes: readonly [environment: string, range: string | null, direction: 'upgrade' | 'downgrade']; answers: SqlResult };
  connect: { takes: readonly [environment: string, url: string | null]; answers: null };
  upgrade: { takes: readonly [environment: string, target: string]; answers: MoveResult | null };
  downgrade: { takes: readonly [environment: string, target: string]; answers: MoveResult | null };
  stamp: { takes: readonly [environment: string, target: string]; answers: MoveResult };
  baselines: { takes: readonly [environment: string]; answers: BaselineOffer };
}
type Method = keyof Calls;
type Call<M extends Method = Method> = { [K in M]: { readonly method: K; readonly args: Calls[K]['takes'] } }[M];
type Reply<M extends Method = Method> = { [K in M]: { readonly method: K; readonly value: Calls[K]['answers'] } }[M];

type Asked = keyof Decisions;
type Question<Q extends Asked = Asked> = { [K in Q]: { readonly asks: K; readonly args: Parameters<Decisions[K]> } }[Q];
type Answer<Q extends Asked = Asked> = { [K in Q]: { readonly asks: K; readonly value: Awaited<ReturnType<Decisions[K]>> } }[Q];

type Notice =
  | { readonly tells: 'overlay'; readonly path: string; readonly text: string | null }
  | { readonly tells: 'filesChanged'; readonly paths: readonly string[] }
  | { readonly tells: 'dispose' };

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly call: Call }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'question'; readonly id: number; readonly call: number; readonly question: Question }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'no-answer'; readonly id: number; readonly message: string }
  | { readonly kind: 'notice'; readonly notice: Notice };

const kinds: ReadonlySet<unknown> = new Set<Message['kind']>([
  'call',
  'cancel',
  'reply',
  'failure',
  'question',
  'answer',
  'no-answer',
  'notice',
]);

/** Something else may speak on the same channel (a debugger, a runtime); its messages pass by. */
function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind);
}

function isReplyTo<M extends Method>(reply: Reply, method: M): reply is Reply & Reply<M> {
  return reply.method === method;
}

function isAnswerTo<Q extends Asked>(answer: Answer, asks: Q): answer is Answer & Answer<Q> {
  return answer.asks === asks;
}

function words(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/** What waits for the other end, by id. */
class Waiting<Arrival> {
  private readonly entries = new Map<number, { arrive(arrival: Arrival): void; fail(reason: Error): void }>();
  private last = 0;

  next(): number {
    this.last += 1;
    return this.last;
  }

  add(id: number, arrive: (arrival: Arrival) => void, fail: (reason: Error) => void): void {
    this.entries.set(id, { arrive, fail });
  }

  arrived(id: number, arrival: Arrival): void {
    this.take(id)?.arrive(arrival);
  }

  failed(id: number, reason: string): void {
    this.take(id)?.fail(new Error(reason));
  }

  failAll(reason: string): void {
    const entries = [...this.entries.values()];
    this.entries.clear();
    for (const entry of entries) entry.fail(new Error(reason));
  }

  private take(id: number) {
    const entry = this.entries.get(id);
    this.entries.delete(id);
    return entry;
  }
}

/**
 * Answers what comes over `channel` from `engine`. When the channel closes, what runs is cancelled and the engine disposed.
 */
export function serveEngine(engine: Engine, channel: Channel): void {
  const running = new Map<number, CancellationSource>();
  const questions = new Waiting<Answer>();
  const send = (message: Message) => channel.send(message);

  function decisionsOf(call: number): Decisions {
    function ask<Q extends Asked>(question: Question & Question<Q>, asks: Q): Promise<Awaited<ReturnType<Decisions[Q]>>> {
      const id = questions.next();
      return new Promise((resolve, reject) => {
        questions.add(
          id,
          (answer) => (isAnswerTo(answer, asks) ? resolve(answer.value) : reject(new Error(`An answer to "${asks}" was expected.`))),
          reject,
        );
        send({ kind: 'question', id, call, question });
      });
    }
    return {
      renamed: (question) => ask<'renamed'>({ asks: 'renamed', args: [question] }, 'renamed'),
      fillFor: (...args) => ask<'fillFor'>({ asks: 'fillFor', args }, 'fillFor'),
      head: (heads) => ask<'head'>({ asks: 'head', args: [heads] }, 'head'),
      merged: (heads) => ask<'merged'>({ asks: 'merged', args: [heads] }, 'merged'),
      versionDirectory: (directories) => ask<'versionDirectory'>({ asks: 'versionDirectory', args: [directories] }, 'versionDirectory'),
      reparented: (offers) => ask<'reparented'>({ asks: 'reparented', args: [offers] }, 'reparented'),
      apply: (database, revisions) => ask<'apply'>({ asks: 'apply', args: [database, revisions] }, 'apply'),
    };
  }

  async function answer(id: number, call: Call, cancellation: Cancellation): Promise<void> {
    try {
      const reply = await perform(engine, call, decisionsOf(id), cancellation);
      send({ kind: 'reply', id, reply });
    } catch (reason) {
      send({ kind: 'failure', id, message: words(reason) });
    } finally {
      running.delete(id);
    }
  }

  channel.onMessage((message) => {
    if (!isMessage(message)) return;
    if (message.kind === 'call') {
      const source = new CancellationSource();
      running.set(message.id, source);
      void answer(message.id, message.call, source);
    } else if (message.kind === 'cancel') running.get(message.id)?.cancel();
    else if (message.kind === 'answer') questions.arrived(message.id, message.answer);
    else if (message.kind === 'no-answer') questions.failed(message.id, message.message);
    else if (message.kind === 'notice') tell(engine, message.notice);
  });
  channel.onClose(() => {
    for (const source of [...running.values()]) source.cancel();
    questions.failAll('The editor has gone.');
    engine.dispose();
  });
}

function tell(engine: Engine, notice: Notice): void {
  if (notice.tells === 'overlay') engine.overlay(notice.path, notice.text);
  else if (notice.tells === 'filesChanged') engine.filesChanged(notice.paths);
  else engine.dispose();
}

async function perform(engine: Engine, call: Call, decisions: Decisions, cancellation: Cancellation): Promise<Reply> {
  switch (call.method) {
    case 'outline':
      return { method: call.method, value: await engine.outline() };
    case 'status':
      return { method: call.method, value: await engine.status(cancellation) };
    case 'check':
      return { method: call.method, value: await engine.check(cancellation) };
    case 'suggestMessage':
      return { method: call.method, value: await engine.suggestMessage(...call.args) };
    case 'generate':
      return { method: call.method, value: await engine.generate(call.args[0], decisions, cancellation) };
    case 'newRevision':
      return { method: call.method, value: await engine.newRevision(call.args[0], decisions) };
    case 'merge':
      return { method: call.method, value: await engine.merge(call.args[0], decisions) };
    case 'reparent':
      return { method: call.method, value: await engine.reparent(call.args[0], decisions) };
    case 'prove':
      return { method: call.method, value: await engine.prove(...call.args, cancellation) };
    case 'sql':
      return { method: call.method, value: await engine.sql(...call.args, cancellation) };
    case 'connect':
      await engine.connect(...call.args);
      return { method: call.method, value: null };
    case 'upgrade':
      return { method: call.method, value: await engine.upgrade(...call.args, decisions, cancellation) };
    case 'downgrade':
      return { method: call.method, value: await engine.downgrade(...call.args, decisions, cancellation) };
    case 'stamp':
      return { method: call.method, value: await engine.stamp(...call.args) };
    case 'baselines':
      return { method: call.method, value: await engine.baselines(...call.args) };
  }
}

/**
 * An `Engine` whose work happens at the other end of `channel`. When the channel closes, everything that waits rejects
 * with `closedMessage`, and so does every later call.
 */
export function remoteEngine(channel: Channel, closedMessage = 'The engine has stopped. The next request starts it again.'): Engine {
  const calls = new Waiting<Reply>();
  const deciders = new Map<number, Decisions>();
  let closed = false;
  const send = (message: Message) => channel.send(message);

  function request<M extends Method>(call: Call & Call<M>, method: M, cancellation?: Cancellation, decisions?: Decisions) {
    return new Promise<Calls[M]['answers']>((resolve, reject) => {
      if (closed) {
        reject(new Error(closedMessage));
        return;
      }
      const id = calls.next();
      let waiting = true;
      const settle = () => {
        waiting = false;
        deciders.delete(id);
      };
      calls.add(
        id,
        (reply) => {
          settle();
          if (isReplyTo(reply, method)) resolve(reply.value);
          else reject(new Error(`A reply to "${method}" was expected.`));
        },
        (reason) => {
          settle();
          reject(reason);
        },
      );
      if (decisions) deciders.set(id, decisions);
      send({ kind: 'call', id, call });
      cancellation?.onCancel(() => {
        if (waiting && !closed) send({ kind: 'cancel', id });
      });
    });
  }

  async function decide(id: number, call: number, question: Question): Promise<void> {
    const decisions = deciders.get(call);
    if (!decisions) return;
    try {
      const answer = await put(question, decisions);
      if (!closed) send({ kind: 'answer', id, answer });
    } catch (reason) {
      if (!closed) send({ kind: 'no-answer', id, message: words(reason) });
    }
  }

  channel.onMessage((message) => {
    if (!isMessage(message)) return;
    if (message.kind === 'reply') calls.arrived(message.id, message.reply);
    else if (message.kind === 'failure') calls.failed(message.id, message.message);
    else if (message.kind === 'question') void decide(message.id, message.call, message.question);
  });
  channel.onClose(() => {
    closed = true;
    calls.failAll(closedMessage);
  });

  const tellOther = (notice: Notice) => {
    if (!closed) send({ kind: 'notice', notice });
  };
  return {
    overlay: (path, text) => tellOther({ tells: 'overlay', path, text }),
    filesChanged: (paths) => tellOther({ tells: 'filesChanged', paths }),
    outline: () => request<'outline'>({ method: 'outline', args: [] }, 'outline'),
    status: (cancellation) => request<'status'>({ method: 'status', args: [] }, 'status', cancellation),
    check: (cancellation) => request<'check'>({ method: 'check', args: [] }, 'check', cancellation),
    suggestMessage: (environment, changes) =>
      request<'suggestMessage'>({ method: 'suggestMessage', args: [environment, changes] }, 'suggestMessage'),
    generate: (asked, decisions, cancellation) =>
      request<'generate'>({ method: 'generate', args: [asked] }, 'generate', cancellation, decisions),
    newRevision: (asked, decisions) =>
      request<'newRevision'>({ method: 'newRevision', args: [asked] }, 'newRevision', undefined, decisions),
    merge: (asked, decisions) => request<'merge'>({ method: 'merge', args: [asked] }, 'merge', undefined, decisions),
    reparent: (asked, decisions) => request<'reparent'>({ method: 'reparent', args: [asked] }, 'reparent', undefined, decisions),
    prove: (environment, range, cancellation) => request<'prove'>({ method: 'prove', args: [environment, range] }, 'prove', cancellation),
    sql: (environment, range, direction, cancellation) =>
      request<'sql'>({ method: 'sql', args: [environment, range, direction] }, 'sql', cancellation),
    connect: async (environment, url) => {
      await request<'connect'>({ method: 'connect', args: [environment, url] }, 'connect');
    },
    upgrade: (environment, target, decisions, cancellation) =>
      request<'upgrade'>({ method: 'upgrade', args: [environment, target] }, 'upgrade', cancellation, decisions),
    downgrade: (environment, target, decisions, cancellation) =>
      request<'downgrade'>({ method: 'downgrade', args: [environment, target] }, 'downgrade', cancellation, decisions),
    stamp: (environment, target) => request<'stamp'>({ method: 'stamp', args: [environment, target] }, 'stamp'),
    baselines: (environment) => request<'baselines'>({ method: 'baselines', args: [environment] }, 'baselines'),
    dispose: () => tellOther({ tells: 'dispose' }),
  };
}

async function put(question: Question, decisions: Decisions): Promise<Answer> {
  switch (question.asks) {
    case 'renamed':
      return { asks: question.asks, value: await decisions.renamed(...question.args) };
    case 'fillFor':
      return { asks: question.asks, value: await decisions.fillFor(...question.args) };
    case 'head':
      return { asks: question.asks, value: await decisions.head(...question.args) };
    case 'merged':
      return { asks: question.asks, value: await decisions.merged(...question.args) };
    case 'versionDirectory':
      return { asks: question.asks, value: await decisions.versionDirectory(...question.args) };
    case 'reparented':
      return { asks: question.asks, value: await decisions.reparented(...question.args) };
    case 'apply':
      return { asks: question.asks, value: await decisions.apply(...question.args) };
  }
}
