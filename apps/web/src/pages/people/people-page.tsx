export default function PeoplePage() {
  return <h1>人员</h1>;
}
