/** Lists with names, saved as a table. */
import type { Host } from '../host/host';
import type { ListAsked } from '../wire/ListAsked';

/** Asks for a folder, saves the list in it, and says so; nothing where no folder was chosen. */
export async function saveList(host: Host, asked: ListAsked): Promise<string> {
  const folder = await host.listChooseFolder();
  if (!folder) return '';
  const name = await host.listSave(asked, folder.token);
  return `Saved in ${folder.name} as ${name}. It names pupils: delete it once it is used.`;
}
