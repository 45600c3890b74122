import { Page } from "../../parts/page";

export function Innovation() {
  return <Page sentence={[]} />;
}
