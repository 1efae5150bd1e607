export default function IssuesPage() {
  return <h1>台账</h1>;
}
