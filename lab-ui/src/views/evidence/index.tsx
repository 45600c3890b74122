import { Page } from "../../parts/page";

export function Evidence() {
  return <Page sentence={[]} />;
}
