import { DeskModule } from '@app/desk';
import { IndicatorModule } from '@app/indicator';
import { LedgerModule } from '@app/ledger';
import { PipelineModule } from '@app/pipeline';
import { ScoringModule } from '@app/scoring';
import { Module } from '@nestjs/common';
import { IndicatorExport } from './indicator-export.service';
import { IndicatorImport } from './indicator-import.service';
import { IssueExport } from './issue-export.service';
import { ScoringExport } from './scoring-export.service';
import { PipelineExport } from './pipeline-export.service';

const SERVICES = [IssueExport, PipelineExport, ScoringExport, IndicatorExport, IndicatorImport];

@Module({
  imports: [DeskModule, IndicatorModule, LedgerModule, PipelineModule, ScoringModule],
  providers: SERVICES,
  exports: SERVICES,
})
export class ExchangeModule {}
