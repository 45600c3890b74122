import { render } from "preact";
import { AddressBar } from "./address";
import { followCrossings } from "./announce";
import { App } from "./app";
import { Engine } from "./engine";
import { followKeys } from "./keyboard";
import { Camera } from "./map/camera";
import { followPlay } from "./play";
import { firstLang, firstTheme, remember } from "./preferences";
import { LiveSource, StoredSource, storedContent } from "./source";
import { INITIAL, Store } from "./store";

async function start(root: HTMLElement): Promise<void> {
  const stored = storedContent();
  const source = stored ? new StoredSource(stored) : new LiveSource();
  const store = new Store({ ...INITIAL, lang: stored?.lang ?? firstLang(), theme: firstTheme() });
  const engine = new Engine(store, source);
  remember(store);
  const lab = { store, source, engine, camera: new Camera() };
  await new AddressBar(store, source).start();
  followPlay(store);
  followCrossings(store);
  followKeys(lab);
  render(<App lab={lab} />, root);
  await engine.start();
}

const root = document.getElementById("app");
if (root) void start(root);
