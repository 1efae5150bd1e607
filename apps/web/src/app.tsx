import { lazy, type ReactNode } from 'react';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { BrokenPage } from './pages/shell/broken-page';
import { ForbiddenPage } from './pages/shell/forbidden-page';
import { Frame } from './pages/shell/frame';
import { LostPage } from './pages/shell/lost-page';
import { ToField } from './pages/shell/to-field';
import { SignInPage } from './pages/account/sign-in-page';
import { useMe } from './client/session';

const ActivatePage = lazy(() => import('./pages/account/activate-page'));
const MePage = lazy(() => import('./pages/account/me-page'));
const BoardPage = lazy(() => import('./pages/board/board-page'));
const HomePage = lazy(() => import('./pages/home/home-page'));
const InboxPage = lazy(() => import('./pages/inbox/inbox-page'));
const IssuesPage = lazy(() => import('./pages/issues/issues-page'));
const IssuePage = lazy(() => import('./pages/issues/issue-page'));
const UnitTimePage = lazy(() => import('./pages/issues/unit-time-page'));
const SlipPage = lazy(() => import('./pages/issues/slip-page'));
const RegisterPage = lazy(() => import('./pages/issues/register-page'));
const OrdersPage = lazy(() => import('./pages/orders/orders-page'));
const RatePage = lazy(() => import('./pages/rate/rate-page'));
const RecordPage = lazy(() => import('./pages/record/record-page'));
const CalendarPage = lazy(() => import('./pages/calendar/calendar-page'));
const NoticePage = lazy(() => import('./pages/calendar/notice-page'));
const OverviewPage = lazy(() => import('./pages/overview/overview-page'));
const ScreensPage = lazy(() => import('./pages/screens/screens-page'));
const ChannelsPage = lazy(() => import('./pages/channels/channels-page'));
const PeoplePage = lazy(() => import('./pages/people/people-page'));
const ProjectsPage = lazy(() => import('./pages/projects/projects-page'));
const ProjectPage = lazy(() => import('./pages/projects/project-page'));
const ProjectCodePage = lazy(() => import('./pages/projects/project-code-page'));
const VisitPage = lazy(() => import('./pages/visits/visit-page'));
const VisitsPage = lazy(() => import('./pages/visits/visits-page'));
const ConfirmPage = lazy(() => import('./pages/months/confirm-page'));
const MonthPage = lazy(() => import('./pages/months/month-page'));
const OpenPage = lazy(() => import('./pages/figures/open-page'));
const CodePage = lazy(() => import('./pages/figures/code-page'));
const ScoringPage = lazy(() => import('./pages/scoring/scoring-page'));
const EvaluationPage = lazy(() => import('./pages/scoring/evaluation-page'));
const SchemePage = lazy(() => import('./pages/scoring/scheme-page'));
const IndicatorsPage = lazy(() => import('./pages/indicators/indicators-page'));
const BulletinPage = lazy(() => import('./pages/bulletins/bulletin-page'));
const MeasuresPage = lazy(() => import('./pages/measures/measures-page'));
const LedgersPage = lazy(() => import('./pages/ledgers/ledgers-page'));
const SchedulePage = lazy(() => import('./pages/ledgers/schedule-page'));
const PipelinesPage = lazy(() => import('./pages/pipelines/pipelines-page'));
const ReminderRulesPage = lazy(() => import('./pages/reminders/rules-page'));
const ReminderRunPage = lazy(() => import('./pages/reminders/run-page'));
const ListsPage = lazy(() => import('./pages/lists/lists-page'));

/** The page only for those who may use it; the server checks each call all the same. */
function Permit({ permission, children }: { permission: string; children: ReactNode }) {
  return useMe().permissions.includes(permission) ? children : <ForbiddenPage />;
}

const pages: RouteObject[] = [
  { index: true, element: <HomePage /> },
  { path: 'inbox', element: <InboxPage /> },
  {
    path: 'board',
    element: (
      <Permit permission="board.read">
        <BoardPage />
      </Permit>
    ),
  },
  ...['overview', 'overview/:month'].map((path) => ({
    path,
    element: (
      <Permit permission="overview.read">
        <OverviewPage />
      </Permit>
    ),
  })),
  {
    path: 'screens',
    element: (
      <Permit permission="screen.write">
        <ScreensPage />
      </Permit>
    ),
  },
  {
    path: 'channels',
    element: (
      <Permit permission="channel.write">
        <ChannelsPage />
      </Permit>
    ),
  },
  { path: 'issues', element: <IssuesPage /> },
  {
    path: 'issues/new',
    element: (
      <Permit permission="issue.register">
        <RegisterPage />
      </Permit>
    ),
  },
  { path: 'issues/:id', element: <IssuePage /> },
  { path: 'issues/:id/slip', element: <SlipPage /> },
  {
    path: 'ledger-time',
    element: (
      <Permit permission="board.read">
        <UnitTimePage />
      </Permit>
    ),
  },
  {
    path: 'orders',
    element: (
      <Permit permission="order.read">
        <OrdersPage />
      </Permit>
    ),
  },
  { path: 'projects', element: <ProjectsPage /> },
  { path: 'projects/:id', element: <ProjectPage /> },
  { path: 'projects/:id/code', element: <ProjectCodePage /> },
  {
    // Where visits were logged in earlier versions; printed codes may still lead here.
    path: 'projects/:id/visit',
    element: <ToField />,
  },
  { path: 'visits', element: <VisitsPage /> },
  { path: 'visits/new', element: <ToField /> },
  { path: 'visits/:id', element: <VisitPage /> },
  ...['months', 'months/:month'].map((path) => ({
    path,
    element: (
      <Permit permission="month.read">
        <MonthPage />
      </Permit>
    ),
  })),
  {
    path: 'months/:month/confirm',
    element: (
      <Permit permission="month.confirmations">
        <ConfirmPage />
      </Permit>
    ),
  },
  {
    path: 'months/:month/open',
    element: (
      <Permit permission="month.read">
        <OpenPage />
      </Permit>
    ),
  },
  {
    path: 'figures/:code',
    element: (
      <Permit permission="month.read">
        <CodePage />
      </Permit>
    ),
  },
  ...['bulletins', 'bulletins/:month'].map((path) => ({
    path,
    element: (
      <Permit permission="bulletin.read">
        <BulletinPage />
      </Permit>
    ),
  })),
  {
    path: 'scoring',
    element: (
      <Permit permission="scoring.read">
        <ScoringPage />
      </Permit>
    ),
  },
  {
    path: 'scoring/evaluations/:id',
    element: (
      <Permit permission="scoring.read">
        <EvaluationPage />
      </Permit>
    ),
  },
  {
    path: 'scoring/schemes/:id',
    element: (
      <Permit permission="scoring.read">
        <SchemePage />
      </Permit>
    ),
  },
  {
    path: 'pipelines',
    element: (
      <Permit permission="pipeline.read">
        <PipelinesPage />
      </Permit>
    ),
  },
  {
    path: 'indicators',
    element: (
      <Permit permission="indicator.read">
        <IndicatorsPage />
      </Permit>
    ),
  },
  {
    path: 'lists',
    element: (
      <Permit permission="project.write">
        <ListsPage />
      </Permit>
    ),
  },
  {
    path: 'measures',
    element: (
      <Permit permission="month.read">
        <MeasuresPage />
      </Permit>
    ),
  },
  {
    path: 'ledgers',
    element: (
      <Permit permission="ledger.write">
        <LedgersPage />
      </Permit>
    ),
  },
  { path: 'ledgers/:code/schedule', element: <SchedulePage /> },
  {
    path: 'people',
    element: (
      <Permit permission="org.write">
        <PeoplePage />
      </Permit>
    ),
  },
  {
    path: 'reminder-rules',
    element: (
      <Permit permission="reminder.write">
        <ReminderRulesPage />
      </Permit>
    ),
  },
  {
    path: 'reminder-run',
    element: (
      <Permit permission="reminder.write">
        <ReminderRunPage />
      </Permit>
    ),
  },
  {
    path: 'record',
    element: (
      <Permit permission="record.read">
        <RecordPage />
      </Permit>
    ),
  },
  { path: 'calendar', element: <CalendarPage /> },
  {
    path: 'calendar/notice',
    element: (
      <Permit permission="org.write">
        <NoticePage />
      </Permit>
    ),
  },
  // Where the reminders of earlier versions led.
  { path: 'notifications', element: <Navigate to="/inbox?tab=toread" replace /> },
  { path: 'me', element: <MePage /> },
  { path: '*', element: <LostPage /> },
];

export const router = createBrowserRouter([
  { path: '/sign-in', element: <SignInPage />, errorElement: <BrokenPage /> },
  { path: '/rate', element: <RatePage />, errorElement: <BrokenPage /> },
  { path: '/activate', element: <ActivatePage />, errorElement: <BrokenPage /> },
  {
    path: '/',
    element: <Frame />,
    errorElement: <BrokenPage />,
    // A page that breaks leaves the menus standing.
    children: [{ errorElement: <BrokenPage />, children: pages }],
  },
]);
