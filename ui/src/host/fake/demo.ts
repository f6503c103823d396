/** The made-up school to try, beside the school in memory. */
import type { DemoAccount } from '../../wire/DemoAccount';

export class FakeDemo {
  /** Who can log in while it is the one in use. */
  logins: DemoAccount[] = [];

  begin(password: string): void {
    const roles = ['teacher', 'office', 'head', 'safeguarding_lead'] as const;
    this.logins = roles.map((role) => ({ name: role, role, password }));
  }

  end(): void {
    this.logins = [];
  }
}
