import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import type { BulletinContent } from './bulletin.content';
import { unpacked } from './template.archive';
import { valuesOf } from './template.placeholders';

/** A fresh archive of the parts: the library never reads what somebody else has packed. */
export function packed(parts: Map<string, Buffer>): PizZip {
  const zip = new PizZip();
  for (const [name, bytes] of parts) zip.file(name, bytes);
  return zip;
}

export const OPTIONS = {
  paragraphLoop: true,
  linebreaks: true,
  // What is wrong is told to who uploads it, not to the log.
  errorLogging: false as const,
  // A placeholder without a value leaves nothing behind, never “undefined”.
  nullGetter: () => '',
};

/** A bureau's own template with the words of a bulletin in its places. */
export function filled(template: Buffer, content: BulletinContent): Buffer {
  const document = new Docxtemplater(packed(unpacked(template)), OPTIONS);
  document.render(valuesOf(content));
  return document.toBuffer();
}
