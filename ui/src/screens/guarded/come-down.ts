/** What is out already and must come down, now that somebody must not be shown. */
import type { Host } from '../../host/host';

/** How many published copies must come down because of one of these people. */
export async function mustComeDown(host: Host, people: string[]): Promise<number | 'unknown'> {
  try {
    const items = await host.takedownsList();
    return items.filter(({ reasons }) => reasons.some(({ person }) => person !== null && people.includes(person)))
      .length;
  } catch {
    return 'unknown';
  }
}
