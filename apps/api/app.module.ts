import { BulletinModule } from '@app/bulletin';
import { ExchangeModule } from '@app/exchange';
import { DeskModule } from '@app/desk';
import { DutyModule } from '@app/duty';
import { EvidenceModule } from '@app/evidence';
import { IndicatorModule } from '@app/indicator';
import { OrderModule } from '@app/order';
import { OverviewModule } from '@app/overview';
import { RatingModule } from '@app/rating';
import { RecordModule } from '@app/record';
import { TimeModule } from '@app/time';
import { CalendarModule } from '@app/calendar';
import { LedgerModule } from '@app/ledger';
import { FigureModule } from '@app/figure';
import { orgEntities, OrgModule } from '@app/org';
import { PlatformModule, Settings } from '@app/platform';
import { PhotoModule } from '@app/photo';
import { PipelineModule } from '@app/pipeline';
import { projectEntities, ProjectModule } from '@app/project';
import { InboxStreams, ReminderModule } from '@app/reminder';
import { ChannelModule } from '@app/channel';
import { RollupModule } from '@app/rollup';
import { ScoringModule } from '@app/scoring';
import { VisitModule } from '@app/visit';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { AttachmentsController } from './attachments.controller';
import { AuthController } from './auth.controller';
import { BulletinsController } from './bulletins.controller';
import { BulletinTemplatesController } from './bulletin-templates.controller';
import { AddressesController, ChannelsController } from './channels.controller';
import { CategoriesController } from './categories.controller';
import { BoardController } from './board.controller';
import { CommentsController } from './comments.controller';
import { DeliveriesController } from './deliveries.controller';
import { DutiesController } from './duties.controller';
import { IssueListsController } from './issue-lists.controller';
import { InboxController } from './inbox.controller';
import { CalendarController } from './calendar.controller';
import { CalendarFeedsController } from './calendar-feeds.controller';
import { FiguresController } from './figures.controller';
import { EvaluationsController } from './evaluations.controller';
import { MonthFiguresController } from './month-figures.controller';
import { MeasuresController } from './measures.controller';
import { FieldController } from './field.controller';
import { IndicatorsController } from './indicators.controller';
import { PlanController } from './plan.controller';
import { IssuesController } from './issues.controller';
import { LedgersController } from './ledgers.controller';
import { MapsController } from './maps.controller';
import { MetaController, OpenApi } from './meta.controller';
import { Metrics } from './metrics';
import { MetricsController } from './metrics.controller';
import { NotificationsController } from './notifications.controller';
import { OrdersController } from './orders.controller';
import { OrgController } from './org.controller';
import { PhrasesController } from './phrases.controller';
import { PipelinesController } from './pipelines.controller';
import { ProblemFilter } from './problem.filter';
import { PhotosController } from './photos.controller';
import { ProjectListsController } from './project-lists.controller';
import { ProjectsController } from './projects.controller';
import { ReminderRulesController } from './reminder-rules.controller';
import { RecordController } from './record.controller';
import { RankingsController } from './rankings.controller';
import { RatingsController } from './ratings.controller';
import { ClosingController } from './closing.controller';
import { RollupsController } from './rollups.controller';
import { ScoringController } from './scoring.controller';
import { SimilarController } from './similar.controller';
import { OverviewController } from './overview.controller';
import { ScreenController, ScreenTokensController } from './screens.controller';
import { SignInGuard } from './sign-in.guard';
import { Sweeps } from './sweeps';
import { StandInsController } from './stand-ins.controller';
import { TimeController } from './time.controller';
import { validation } from './validation';
import { ViewsController } from './views.controller';
import { StepsController } from './steps.controller';
import { UploadsController } from './uploads.controller';
import { VisitsController } from './visits.controller';

/** Every controller of the API; the test of policies walks this list. */
export const CONTROLLERS = [
  AuthController,
  OrgController,
  MetaController,
  MetricsController,
  ProjectsController,
  ProjectListsController,
  PipelinesController,
  VisitsController,
  DutiesController,
  DeliveriesController,
  ReminderRulesController,
  StandInsController,
  UploadsController,
  PhotosController,
  IssueListsController,
  IssuesController,
  LedgersController,
  CategoriesController,
  StepsController,
  TimeController,
  ViewsController,
  AttachmentsController,
  CommentsController,
  PhrasesController,
  OrdersController,
  RatingsController,
  ClosingController,
  RollupsController,
  BulletinsController,
  BulletinTemplatesController,
  MonthFiguresController,
  MeasuresController,
  FiguresController,
  ScoringController,
  EvaluationsController,
  IndicatorsController,
  RankingsController,
  NotificationsController,
  BoardController,
  SimilarController,
  InboxController,
  RecordController,
  CalendarController,
  PlanController,
  FieldController,
  CalendarFeedsController,
  ScreenTokensController,
  ScreenController,
  MapsController,
  OverviewController,
  ChannelsController,
  AddressesController,
];

@Module({})
export class ApiModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(settings, [...orgEntities, ...projectEntities]),
        ThrottlerModule.forRoot({ throttlers: [{ ttl: 60_000, limit: settings.LOGIN_PER_MINUTE }] }),
        OrgModule,
        ProjectModule,
        LedgerModule,
        DeskModule,
        EvidenceModule,
        OrderModule,
        RatingModule,
        RecordModule,
        TimeModule,
        CalendarModule,
        PhotoModule,
        VisitModule,
        DutyModule,
        PipelineModule,
        IndicatorModule,
        FigureModule,
        RollupModule,
        ScoringModule,
        ChannelModule,
        ReminderModule,
        OverviewModule,
        ExchangeModule,
        BulletinModule,
      ],
      controllers: CONTROLLERS,
      providers: [
        OpenApi,
        Sweeps,
        InboxStreams,
        Metrics,
        { provide: APP_GUARD, useClass: SignInGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validation },
      ],
    };
  }
}
