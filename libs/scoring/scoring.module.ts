import { Module } from '@nestjs/common';
import { EntryService } from './entry.service';
import { EvaluationService } from './evaluation.service';
import { FactsReader } from './facts.reader';
import { ScoringFiles } from './file.service';
import { ObjectionService } from './objection.service';
import { SchemeService } from './scheme.service';
import { ScoreKeeper } from './score.keeper';

const SERVICES = [
  SchemeService,
  EntryService,
  EvaluationService,
  ObjectionService,
  ScoringFiles,
  ScoreKeeper,
  FactsReader,
];

@Module({ providers: SERVICES, exports: SERVICES })
export class ScoringModule {}
