export default function NotificationsPage() {
  return <h1>通知</h1>;
}
