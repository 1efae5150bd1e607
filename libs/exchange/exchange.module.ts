import { DeskModule } from '@app/desk';
import { LedgerModule } from '@app/ledger';
import { PipelineModule } from '@app/pipeline';
import { Module } from '@nestjs/common';
import { IssueExport } from './issue-export.service';
import { PipelineExport } from './pipeline-export.service';

const SERVICES = [IssueExport, PipelineExport];

@Module({ imports: [DeskModule, LedgerModule, PipelineModule], providers: SERVICES, exports: SERVICES })
export class ExchangeModule {}
