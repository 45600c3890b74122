import { Page } from "../../parts/page";

export function Plan() {
  return <Page sentence={[]} />;
}
