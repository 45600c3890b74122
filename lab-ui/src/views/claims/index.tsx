import { Page } from "../../parts/page";

export function Claims() {
  return <Page sentence={[]} />;
}
