import { BSON } from 'mongodb';
import type { Doc } from './bson-order.js';
import { setMember } from './bson-order.js';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;
const MORE_TO_COME = 2;

/** A command as it came. `silent`: the client waits for no answer. */
export interface WireMessage {
  readonly requestId: number;
  readonly legacy: boolean;
  readonly silent: boolean;
  readonly command: Doc;
}

/** Length of the message that begins here, or undefined while its length is not there yet. */
export function messageLength(buffer: Buffer): number | undefined {
  return buffer.length < 4 ? undefined : buffer.readInt32LE(0);
}

const cstring = (buffer: Buffer, at: number): { readonly text: string; readonly next: number } => {
  const end = buffer.indexOf(0, at);
  return { text: buffer.toString('utf8', at, end), next: end + 1 };
};

// What is stored must not lie in the socket's buffer: every binary is copied.
const decode = (bytes: Buffer): Doc => BSON.deserialize(Buffer.from(bytes)) as Doc;

/** Reads one whole message. Throws an Error for an operation other than OP_MSG and OP_QUERY. */
export function readMessage(buffer: Buffer): WireMessage {
  const requestId = buffer.readInt32LE(4);
  const opCode = buffer.readInt32LE(12);
  if (opCode === OP_QUERY) {
    const { text, next } = cstring(buffer, HEADER + 4);
    const at = next + 8;
    const command = decode(buffer.subarray(at, at + buffer.readInt32LE(at)));
    return { requestId, legacy: true, silent: false, command: { ...command, $db: text.split('.')[0] } };
  }
  if (opCode !== OP_MSG) throw new Error(`the wire server for tests does not know operation ${String(opCode)}`);
  const flags = buffer.readUInt32LE(HEADER);
  if ((flags & 1) !== 0) throw new Error('the wire server for tests knows no checksums');
  let command: Doc = {};
  const sequences: (readonly [string, readonly Doc[]])[] = [];
  for (let at = HEADER + 4; at < buffer.length;) {
    const kind = buffer[at];
    const start = at + 1;
    const size = buffer.readInt32LE(start);
    if (kind === 0) command = decode(buffer.subarray(start, start + size));
    else {
      const { text, next } = cstring(buffer, start + 4);
      const documents: Doc[] = [];
      for (let place = next; place < start + size; place += buffer.readInt32LE(place))
        documents.push(decode(buffer.subarray(place, place + buffer.readInt32LE(place))));
      sequences.push([text, documents]);
    }
    at = start + size;
  }
  for (const [name, documents] of sequences) setMember(command, name, documents);
  return { requestId, legacy: false, silent: (flags & MORE_TO_COME) !== 0, command };
}

let lastId = 0;

/** The bytes of an answer. */
export function writeReply(message: WireMessage, answer: Doc): Buffer {
  const body = BSON.serialize(answer);
  const before = message.legacy ? 20 : 5;
  const buffer = Buffer.allocUnsafe(HEADER + before + body.length);
  buffer.writeInt32LE(buffer.length, 0);
  buffer.writeInt32LE((lastId = (lastId + 1) & 0x7fffffff), 4);
  buffer.writeInt32LE(message.requestId, 8);
  buffer.writeInt32LE(message.legacy ? OP_REPLY : OP_MSG, 12);
  if (message.legacy) {
    buffer.fill(0, HEADER, HEADER + 20);
    buffer.writeInt32LE(8, HEADER);
    buffer.writeInt32LE(1, HEADER + 16);
  } else buffer.fill(0, HEADER, HEADER + 5);
  buffer.set(body, HEADER + before);
  return buffer;
}
