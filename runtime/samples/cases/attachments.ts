import { deflateSync, crc32 } from 'node:zlib';
import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.js';
import type { SignedIn } from '../../access/signed-in.js';
import type { Office } from '../../use-cases/office.js';
import { uploadFile } from '../../use-cases/upload-file.js';

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, sum]);
};

const WIDTH = 240;
const HEIGHT = 80;

/** A picture of a signature that is nobody's: a wave in black on white, another for each seed. PNG, 1 bit grey. */
export function signaturePicture(seed: number): Uint8Array {
  const rows = Array.from({ length: HEIGHT }, () => Buffer.alloc(1 + WIDTH / 8, 0xff));
  for (let x = 20; x < WIDTH - 20; x += 1) {
    const wave = Math.sin(x / (6 + (seed % 5))) * (12 + (seed % 7)) + Math.sin(x / 23 + seed) * 14;
    for (let thick = -1; thick <= 1; thick += 1) {
      const row = rows[Math.round(HEIGHT / 2 + wave) + thick];
      const place = 1 + (x >> 3);
      row?.writeUInt8(row.readUInt8(place) & ~(0x80 >> (x & 7)), place);
    }
  }
  for (const row of rows) row.writeUInt8(0, 0);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.writeUInt8(1, 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PDF of one page that says that it is a sample, another for each seed. */
export function samplePdf(seed: number): Uint8Array {
  const text = `BT /F1 28 Tf 120 480 Td (SAMPLE ${String(seed)}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${String(text.length)}>>stream\n${text}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = body.length;
    body += `${String(at + 1)} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 6\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${body}${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${String(body.length)}\n%%EOF`,
    'latin1',
  );
}

/** Pictures and papers are shared by many cases: they are the same few files. */
const DIFFERENT = 40;

/** A document with an upload of the person in the place of each attachment it names. */
export async function withUploads(
  office: Office,
  user: SignedIn,
  document: JsonObject,
  seed: number,
): Promise<JsonObject> {
  const replaced = async (value: JsonValue): Promise<JsonValue> => {
    if (Array.isArray(value)) return Promise.all((value as readonly JsonValue[]).map(replaced));
    if (!isObject(value)) return value;
    if (typeof value['fileId'] === 'string') {
      const name = String(value['name']);
      const make = name.endsWith('.pdf') ? samplePdf : signaturePicture;
      return { ...(await uploadFile(office, user, { name, bytes: make(seed % DIFFERENT) })) };
    }
    const entries = await Promise.all(
      Object.entries(value).map(async ([key, child]): Promise<[string, JsonValue]> => [key, await replaced(child)]),
    );
    return Object.fromEntries(entries);
  };
  return (await replaced(document)) as JsonObject;
}
