export default function IssuePage() {
  return <h1>问题</h1>;
}
