import { read } from '../../client/client';
import type { Attachment } from './file-queries';

export const LARGEST = 20 * 1024 * 1024;
/** Without HEIC: a phone that is not offered it hands over a JPEG of the same photo. */
export const PHOTOS = 'image/jpeg,image/png,image/webp';
export const ACCEPTED = `${PHOTOS},.pdf,.doc,.docx,.xls,.xlsx,.pptx,.txt,.csv`;

/**
 * Sends one file under an id of its own, so that sending it again keeps it once. Not with fetch, which does not tell how
 * far an upload is.
 *
 * @throws Problem when the server refused, NoAnswer when it could not be reached
 */
export function sendFile(
  issueId: string,
  id: string,
  file: File,
  onProgress: (percent: number) => void,
): Promise<Attachment> {
  const form = new FormData();
  // Before the file, as the server reads them.
  form.append('id', id);
  form.append('file', file, file.name);
  return read(
    new Promise<{ data?: Attachment; error?: unknown; response: Response }>((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', `/api/issues/${issueId}/attachments`);
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? Math.floor((loaded / total) * 100) : 0);
      request.onload = () => {
        const answer = parsed(request.responseText);
        const response = new Response(null, { status: request.status });
        resolve(response.ok ? { data: answer as Attachment, response } : { error: answer, response });
      };
      request.onerror = () => reject(new TypeError('no answer'));
      request.ontimeout = () => reject(new TypeError('no answer in time'));
      request.timeout = 180_000;
      request.send(form);
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
