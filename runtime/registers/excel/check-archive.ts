import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { RequestProblem } from '../../use-cases/request-problem.js';

/** What a workbook may hold before anybody unpacks it: entries, bytes of one entry, bytes in all, and how far it was squeezed. */
export const ARCHIVE_LIMITS = Object.freeze({
  entries: 500,
  entryBytes: 60_000_000,
  totalBytes: 100_000_000,
  ratio: 200,
});

const tooLarge = (): RequestProblem => new RequestProblem('TOO_LARGE');
const notASheet = (): RequestProblem =>
  new RequestProblem('SHEET_UNREADABLE', {
    text: { zh: '这不是有效的 Excel 工作簿（.xlsx）', en: 'This is not a valid Excel workbook (.xlsx)' },
  });

const open = (bytes: Uint8Array): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) reject(notASheet());
      else resolve(zip);
    });
  });

const inflated = (zip: ZipFile, entry: Entry, left: number): Promise<number> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(notASheet());
        return;
      }
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (
          size > Math.min(left, ARCHIVE_LIMITS.entryBytes) ||
          size > ARCHIVE_LIMITS.ratio * Math.max(entry.compressedSize, 1000)
        )
          stream.destroy(tooLarge());
      });
      stream.on('error', (cause: unknown) => {
        reject(cause instanceof RequestProblem ? cause : notASheet());
      });
      stream.on('end', () => {
        resolve(size);
      });
    });
  });

/**
 * Unpacks a workbook once without keeping anything, counting while it inflates, so that no archive that grows beyond ARCHIVE_LIMITS ever
 * reaches the reader, whatever its directory says. Throws RequestProblem TOO_LARGE or SHEET_UNREADABLE.
 */
export async function checkArchive(bytes: Uint8Array): Promise<void> {
  const zip = await open(bytes);
  if (zip.entryCount > ARCHIVE_LIMITS.entries) throw tooLarge();
  let left: number = ARCHIVE_LIMITS.totalBytes;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', () => {
      reject(notASheet());
    });
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      inflated(zip, entry, left).then(
        (size) => {
          left -= size;
          zip.readEntry();
        },
        (error: unknown) => {
          zip.close();
          reject(error instanceof Error ? error : notASheet());
        },
      );
    });
    zip.readEntry();
  });
}
