import { LedgerModule } from '@app/ledger';
import { Module } from '@nestjs/common';
import { AttachmentService } from './attachment.service';
import { CommentService } from './comment.service';
import { TimelineReader } from './timeline.reader';

const SERVICES = [AttachmentService, CommentService, TimelineReader];

@Module({ imports: [LedgerModule], providers: SERVICES, exports: SERVICES })
export class EvidenceModule {}
