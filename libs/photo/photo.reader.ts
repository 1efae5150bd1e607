import type { Principal } from '@app/org';
import { problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { PhotoView } from './photo.dto';
import { findPhotos } from './photo.queries';

/** Reads what is known of photos. */
@Injectable()
export class PhotoReader {
  /** Those of the photos that the person may see. */
  named(tx: Tx, principal: Principal, ids: string[]): Promise<PhotoView[]> {
    return findPhotos(tx, principal, ids);
  }

  /** @throws Problem 404 */
  async one(tx: Tx, principal: Principal, id: string): Promise<PhotoView> {
    const [photo] = await findPhotos(tx, principal, [id]);
    if (!photo) throw problem.notFound();
    return photo;
  }
}
