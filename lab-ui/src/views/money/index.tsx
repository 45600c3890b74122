import { Page } from "../../parts/page";

export function Money() {
  return <Page sentence={[]} />;
}
