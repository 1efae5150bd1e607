import { RollupModule } from '@app/rollup';
import { Module } from '@nestjs/common';
import { EntryService } from './entry.service';
import { EvaluationService } from './evaluation.service';
import { FactsReader } from './facts.reader';
import { ScoringFiles } from './file.service';
import { ObjectionService } from './objection.service';
import { SchemeService } from './scheme.service';
import { RankingService } from './ranking.service';
import { ScoreKeeper } from './score.keeper';
import { UnitFigures } from './unit-figures';

const SERVICES = [
  SchemeService,
  EntryService,
  EvaluationService,
  ObjectionService,
  ScoringFiles,
  ScoreKeeper,
  FactsReader,
  RankingService,
  UnitFigures,
];

@Module({ imports: [RollupModule], providers: SERVICES, exports: SERVICES })
export class ScoringModule {}
