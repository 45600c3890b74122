import { Page } from "../../parts/page";

export function Compare() {
  return <Page sentence={[]} />;
}
