export function SchemeEditor(_: { scheme?: object; like?: object; onClose: () => void }) {
  return null;
}
