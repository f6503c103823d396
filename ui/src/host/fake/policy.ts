/** What the made-up school has settled. */
import type { PolicyView } from '../../wire/PolicyView';
import type { PurposeForm } from '../../wire/PurposeForm';
import type { PurposeSettled } from '../../wire/PurposeSettled';

/** As many of the program's purposes as the screens need. */
const USUAL: [key: string, name: string, highProfile: boolean, isPublic: boolean, edge: number][] = [
  ['website', 'School website', true, true, 1600],
  ['newsletter', 'Newsletter', false, true, 1600],
  ['social_media', 'Social media', true, true, 1200],
  ['internal_display', 'Display in school', false, false, 2400],
];

export class FakePolicy {
  #passwordDays: number | null = null;
  readonly #purposes: PurposeSettled[] = USUAL.map(([key, name, high_profile, isPublic, max_edge]) => ({
    key,
    name,
    high_profile,
    public: isPublic,
    max_edge,
    needs_approval: true,
    also_needs: [],
    by_consent: true,
    published_months: null,
    expiry_takes_down: true,
  }));

  names(): { key: string; name: string }[] {
    return this.#purposes.map(({ key, name }) => ({ key, name }));
  }

  show(idle_minutes: number, backups_set: boolean, accounts: number): PolicyView {
    return structuredClone({
      password_days: this.#passwordDays,
      least_password: 12,
      idle_minutes,
      backups_set,
      group_size: 3,
      register_max_age_days: 14,
      leaving_ends_consent: true,
      always_photo_permission: false,
      first_name_blocks: false,
      close_up: 'advice' as const,
      cameras: 2,
      accounts,
      purposes: this.#purposes,
    });
  }

  passwordDays(days: number | null): void {
    this.#passwordDays = days;
  }

  set(purpose: string, form: PurposeForm): void {
    const given = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== null));
    this.#change(purpose, given);
  }

  months(purpose: string, published_months: number | null): void {
    this.#change(purpose, { published_months });
  }

  expiry(purpose: string, expiry_takes_down: boolean): void {
    this.#change(purpose, { expiry_takes_down });
  }

  #change(purpose: string, to: Partial<PurposeSettled>): void {
    for (const it of this.#purposes) if (it.key === purpose) Object.assign(it, to);
  }
}
