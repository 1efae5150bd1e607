export default function ActivatePage() {
  return <h1>设置密码</h1>;
}
