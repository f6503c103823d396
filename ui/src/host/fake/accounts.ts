/** Who may log in at the made-up school. Its day is Sunday, 22 November 2026. */
import type { AccountForm } from '../../wire/AccountForm';
import type { AccountView } from '../../wire/AccountView';
import type { WireError } from '../../wire/WireError';
import { ROLES, type Role } from './rights';

const TODAY = '2026-11-22';
const LEAST = 12;

type Account = AccountView & { password: string; tooOld?: boolean };

function refuse(code: string, message: string): never {
  throw { kind: 'refused', code, message } satisfies WireError;
}

function long(password: string) {
  if (password.length >= LEAST) return;
  refuse('password_too_short', 'A password needs at least 12 characters. Nothing was changed. Choose a longer one.');
}

export class FakeAccounts {
  readonly #all = new Map<string, Account>();

  /** One account of each role, each with this password. */
  everyRole(password: string): void {
    for (const role of ROLES) {
      const until = role === 'guest' ? '2026-12-18' : null;
      this.#put(role, role, until, password, role === 'head' ? null : 'head');
    }
  }

  first(head: string, password: string): void {
    long(password);
    this.#put(head, 'head', null, password, null);
  }

  /** The role of whoever gives this name and password. */
  open(name: string, password: string): Role {
    const account = this.#all.get(name);
    if (account?.password !== password) {
      refuse(
        'wrong_password',
        'The name or the password is wrong. Nothing was opened. Try again, or ask the head for a new password.',
      );
    }
    if (account.standing !== 'active') {
      refuse('account_closed', 'This account cannot log in: it is not authorised. Ask the head.');
    }
    if (account.tooOld) {
      refuse('password_too_old', 'This password is older than the school allows. Choose a new one, then log in.');
    }
    return account.role;
  }

  renew(name: string, old: string, password: string): Role {
    if (old === password) refuse('password_unchanged', 'The new password is the old one. Nothing was changed.');
    long(password);
    const account = this.#all.get(name) ?? refuse('wrong_password', 'The name or the password is wrong.');
    Object.assign(account, { password, tooOld: false });
    return account.role;
  }

  /** The school's rule for the age of passwords has caught up with somebody. */
  age(name: string): void {
    Object.assign(this.#all.get(name) ?? {}, { tooOld: true });
  }

  change(name: string, old: string, password: string): void {
    if (this.#all.get(name)?.password !== old) refuse('wrong_password', 'The name or the password is wrong.');
    this.renew(name, old, password);
  }

  list(): AccountView[] {
    const shown = [...this.#all.values()].map(({ password: _, tooOld: __, ...view }) => structuredClone(view));
    return shown.toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** How many may log in. */
  count(): number {
    return this.list().filter(({ standing, ended }) => standing === 'active' && !ended).length;
  }

  add({ name, role, until, password }: AccountForm): AccountView {
    long(password);
    if (this.#all.has(name)) {
      refuse('account_exists', 'There is already an account of that name. Nothing was changed. Choose another name.');
    }
    this.#put(name, role, until, password, null);
    return this.#change(name, { standing: 'waiting', authorised_on: null });
  }

  authorise(name: string, by: string): AccountView {
    return this.#change(name, { standing: 'active', authorised_by: by, authorised_on: TODAY });
  }

  disable(name: string): AccountView {
    const heads = this.list().filter(({ role, standing }) => role === 'head' && standing === 'active');
    if (heads.every((head) => head.name === name) && heads.length > 0) {
      refuse(
        'last_head',
        'This is the only head who can log in. The account stays as it is. Authorise another head first.',
      );
    }
    return this.#change(name, { standing: 'disabled' });
  }

  reset(name: string, password: string): void {
    long(password);
    const waiting = this.#all.get(name)?.standing === 'waiting';
    this.#change(name, { password, tooOld: false, password_set_on: TODAY, standing: waiting ? 'waiting' : 'active' });
  }

  stand(name: string, from: string, to: string): AccountView {
    if (to < from) {
      refuse('not_now', 'That is not possible now: the last day lies before the first. Nothing was changed.');
    }
    const days: [string, string][] = [...(this.#all.get(name)?.deputy ?? []), [from, to]];
    return this.#change(name, { deputy: days, deputy_to_come: days.filter(([, last]) => last >= TODAY) });
  }

  standDown(name: string): AccountView {
    return this.#change(name, { deputy_to_come: [] });
  }

  #put(name: string, role: Role, until: string | null, password: string, by: string | null): void {
    this.#all.set(name, {
      name,
      role,
      standing: 'active',
      until,
      ended: until !== null && until < TODAY,
      deputy: [],
      deputy_to_come: [],
      authorised_by: by,
      authorised_on: by && '2026-09-01',
      password_set_on: '2026-09-01',
      password,
    });
  }

  #change(name: string, to: Partial<Account>): AccountView {
    const account = this.#all.get(name) ?? refuse('unknown', 'There is no such account here. Nothing was changed.');
    return structuredClone(Object.assign(account, to));
  }
}
