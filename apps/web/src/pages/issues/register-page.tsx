export default function RegisterPage() {
  return <h1>登记</h1>;
}
