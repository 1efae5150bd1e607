export default function MePage() {
  return <h1>我的</h1>;
}
