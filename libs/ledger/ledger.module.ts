import { Module } from '@nestjs/common';
import { CategoryService } from './category.service';
import { IssueReader } from './ledger.reader';
import { IssueService } from './ledger.service';
import { LedgersService } from './ledgers.service';
import { PhraseService } from './phrase.service';
import { ResumeService } from './resume.service';
import { StepService } from './steps.service';

const SERVICES = [
  CategoryService,
  IssueReader,
  IssueService,
  LedgersService,
  PhraseService,
  ResumeService,
  StepService,
];

@Module({ providers: SERVICES, exports: SERVICES })
export class LedgerModule {}
