/** What every screen finds around it: the host, who is logged in, and the way to other screens. */
import { createContext } from 'svelte';

import type { Host } from '../host/host';
import type { SessionView } from '../wire/SessionView';
import type { ExportJob } from './export-job.svelte';
import type { ImportJob } from './import-job.svelte';
import type { IncidentDraft } from './incident-draft.svelte';
import type { Route } from './route';
import type { Safekeeping } from './safekeeping.svelte';

/** Around every screen of somebody logged in. */
export type Surroundings = {
  host: Host;
  session: SessionView;
  imports: ImportJob;
  exports: ExportJob;
  safekeeping: Safekeeping;
  /** Minutes without a key or the mouse after which the window locks itself. */
  idle: { minutes: number };
  /** The purpose that verdicts are shown for; kept while going from screen to screen. */
  purpose: { key: string };
  /** An incident that is being written down; kept while going from screen to screen. */
  incident: IncidentDraft;
  go: (route: Route) => void;
};

/** Reads and sets the surroundings. */
export const [surroundings, setSurroundings] = createContext<Surroundings>();
