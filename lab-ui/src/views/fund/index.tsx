import { Page } from "../../parts/page";

export function Fund() {
  return <Page sentence={[]} />;
}
