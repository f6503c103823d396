/** The purpose that verdicts are shown for. */
import type { Surroundings } from './context';

/** The chosen purpose; the school's first until somebody chooses. */
export async function chosenPurpose({ host, purpose }: Pick<Surroundings, 'host' | 'purpose'>): Promise<string> {
  if (purpose.key === '') purpose.key = (await host.purposesList())[0]?.key ?? '';
  return purpose.key;
}
