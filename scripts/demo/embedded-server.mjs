// A development database for the demo: an embedded PostgreSQL behind a port of this machine, gone when the demo is.
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';

const sslRequest = 80877103;
const gssRequest = 80877104;

/** Starts it; `url` is what a client connects to, `close` leaves nothing. One client at a time is served, the others wait. */
export async function startEmbeddedServer() {
  const database = await PGlite.create();
  let turn = Promise.resolve();
  const server = createServer((socket) => {
    let greeted = false;
    let received = Buffer.alloc(0);
    const answer = async (message) => socket.write(await database.execProtocolRaw(message));
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      turn = turn.then(async () => {
        for (
          let length = messageLength(received, greeted);
          length > 0 && received.length >= length;
          length = messageLength(received, greeted)
        ) {
          const message = received.subarray(0, length);
          received = received.subarray(length);
          const code = greeted || length !== 8 ? 0 : message.readInt32BE(4);
          if (code === sslRequest || code === gssRequest) {
            socket.write('N');
            continue;
          }
          greeted = true;
          if (message[0] === 'X'.charCodeAt(0)) socket.end();
          else await answer(message);
        }
      });
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgresql+psycopg2://postgres@127.0.0.1:${server.address().port}/postgres`,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

/** The length of the first message in `bytes`, 0 while that is not known: a start-up message has no type byte before it. */
function messageLength(bytes, greeted) {
  if (!greeted) return bytes.length < 4 ? 0 : bytes.readInt32BE(0);
  return bytes.length < 5 ? 0 : 1 + bytes.readInt32BE(1);
}
