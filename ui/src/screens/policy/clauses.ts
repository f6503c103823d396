/** What photo policies of schools ask, clause by clause, what is done about it here, and what the school has settled. */
import type { Route } from '../../shared/route';
import { count } from '../../shared/words';
import type { PolicyView } from '../../wire/PolicyView';
import type { PurposeSettled } from '../../wire/PurposeSettled';

/** Where something is done or settled, and what one must be allowed to go there. */
type Place = { words: string; to: Route; needs: string };

export type Clause = {
  id: string;
  /** What schools must do. */
  asks: string;
  /** What Cloakroom does about it. */
  does: string;
  /** How this school has settled it. */
  here?: (policy: PolicyView) => string;
  place?: Place;
};

export type Subject = { title: string; clauses: Clause[] };

const register: Place = { words: 'Register', to: { screen: 'register' }, needs: 'read_register' };
const guarded: Place = { words: 'Do not publish', to: { screen: 'guarded' }, needs: 'keep_do_not_publish' };
const asked: Place = { words: 'Who asks not to be shown', to: { screen: 'guarded' }, needs: 'add_objection' };
const reviews: Place = { words: 'Review', to: { screen: 'reviews' }, needs: 'approve_batch' };
const published: Place = { words: 'Published', to: { screen: 'published' }, needs: 'see_published' };
const accounts: Place = { words: 'Accounts', to: { screen: 'accounts' }, needs: 'list_accounts' };
const cameras: Place = { words: 'Cameras', to: { screen: 'cameras' }, needs: 'register_device' };
const computer: Place = { words: 'This computer', to: { screen: 'settings' }, needs: 'backup' };
const importing: Place = { words: 'Import', to: { screen: 'import' }, needs: 'import' };
const retention: Place = { words: 'Retention', to: { screen: 'retention' }, needs: 'review_retention' };
const log: Place = { words: 'Log', to: { screen: 'log' }, needs: 'read_log' };
const incidents: Place = { words: 'Incidents', to: { screen: 'incidents' }, needs: 'record_incident' };

function namesOf(policy: PolicyView, which: (purpose: PurposeSettled) => boolean): string {
  return policy.purposes
    .filter(which)
    .map(({ name }) => name)
    .join(', ');
}

function individuals(policy: PolicyView): string {
  const prominent = namesOf(policy, ({ high_profile }) => high_profile) || 'none';
  const always = policy.always_photo_permission ? ' Each such picture needs a permission of its own.' : '';
  return `Fewer than ${policy.group_size} together count as alone. Prominent: ${prominent}.${always}`;
}

function keeping(policy: PolicyView): string {
  const settled = policy.purposes
    .filter(({ published_months }) => published_months !== null)
    .map(({ name, published_months }) => `${name} after ${count(published_months ?? 0, 'month')}`);
  const down = settled.length > 0 ? `Come down: ${settled.join(', ')}.` : 'No time is settled for published pictures.';
  const leaving = policy.leaving_ends_consent
    ? 'A yes ends when a pupil leaves.'
    : 'A yes goes on when a pupil leaves.';
  return `${down} ${leaving}`;
}

function passwords({ password_days, least_password, idle_minutes }: PolicyView): string {
  const age =
    password_days === null ? 'no age at which they have to be changed' : `changed every ${password_days} days`;
  return `Passwords: at least ${least_password} characters, ${age}. The window locks after ${count(idle_minutes, 'minute')}.`;
}

const CLOSE_UP: Record<PolicyView['close_up'], string> = {
  advice: 'is pointed out',
  needs_head: 'goes to the head',
  blocked: 'is held back',
};

export const SUBJECTS: Subject[] = [
  {
    title: 'Who may be shown',
    clauses: [
      {
        id: 'P01',
        asks: 'No photo of a pupil is published without a parent’s or carer’s written consent.',
        does: 'A photo is held back while anybody who can be seen on it has no yes for that very purpose. Silence is a no.',
        place: register,
      },
      {
        id: 'P02',
        asks: 'A child on a list of those who must not be published is never published.',
        does: 'The do-not-publish list comes before every answer. Only the head and the safeguarding lead see it.',
        place: guarded,
      },
      {
        id: 'P06',
        asks: 'One child alone on the website, in the prospectus or elsewhere prominent needs permission for that.',
        does: 'For prominent purposes a picture of individuals needs a yes that covers being shown alone.',
        here: individuals,
      },
      {
        id: 'P07',
        asks: 'A pupil’s work is published only when the pupil and a parent or carer agree.',
        does: 'A photo that shows somebody’s work waits for both answers.',
        place: register,
      },
      {
        id: 'P14',
        asks: 'Whoever asks not to be photographed is respected, for any reason.',
        does: 'Anybody on the staff enters it. From that moment it counts like a no.',
        place: asked,
      },
      {
        id: 'P15',
        asks: 'Consent comes by form, on admission or at the start of each school year.',
        does: 'Answers come from the school’s own system or form, each with who gave it, when, and until when.',
        here: ({ register_max_age_days }) =>
          `Answers are used for ${register_max_age_days} days after the register was last brought in.`,
        place: register,
      },
      {
        id: 'P30',
        asks: 'Website, newsletter, social media and prospectus are different purposes.',
        does: 'Every answer is for one purpose, and so is every batch of pictures that goes out.',
        here: (policy) => `Purposes: ${namesOf(policy, () => true)}.`,
      },
    ],
  },
  {
    title: 'Names',
    clauses: [
      {
        id: 'P03',
        asks: 'File names do not tell who is on a photo.',
        does: 'The names of camera files are forgotten. What goes out has neutral names, checked against the register.',
      },
      {
        id: 'P04',
        asks: 'No pupil’s name is hidden in a published picture’s details.',
        does: 'Each file that goes out is read again, to prove that it carries the picture and nothing else.',
      },
      {
        id: 'P05',
        asks: 'Names do not stand beside photos, and full names nowhere.',
        does: 'Titles, captions and descriptions are checked against the register. A full name holds the photo back, unless the family agreed to it.',
        here: ({ first_name_blocks }) =>
          first_name_blocks ? 'A first name holds the photo back too.' : 'A first name goes to the head.',
      },
      {
        id: 'P27',
        asks: 'Sources are credited, and copyright is respected.',
        does: 'A credit may stand in the caption, which is checked for names of pupils like all words beside a photo.',
      },
    ],
  },
  {
    title: 'Before anything goes out',
    clauses: [
      {
        id: 'P08',
        asks: 'The head has editorial responsibility.',
        does: 'The head or a named deputy approves exactly these pictures and words; any change asks again. Nobody approves what he or she prepared.',
        here: (policy) => {
          const free = namesOf(policy, ({ needs_approval }) => !needs_approval);
          return free ? `Goes out without approval: ${free}.` : 'Nothing goes out without approval.';
        },
        place: reviews,
      },
      {
        id: 'P11',
        asks: 'Pupils are not easily identified, and pictures not easily misused.',
        does: 'Pictures go out no larger than their purpose allows. Faces can be covered for good, and pictures cropped.',
        here: ({ close_up }) => `A close-up of one child on a public page ${CLOSE_UP[close_up]}.`,
      },
      {
        id: 'P12',
        asks: 'Pupils are properly dressed, and nothing harms their name or the school’s.',
        does: 'The head answers three questions before each approval. The answers are kept.',
        place: reviews,
      },
      {
        id: 'P24',
        asks: 'Pictures are shared only through the school’s own channels.',
        does: 'Copies are made for the school’s purposes alone, into a folder that the school chooses. Cloakroom itself sends nothing anywhere.',
      },
      {
        id: 'P28',
        asks: 'The same holds for video.',
        does: 'Cloakroom takes in no videos, so none goes out through it.',
      },
    ],
  },
  {
    title: 'Cameras',
    clauses: [
      {
        id: 'P09',
        asks: 'Photos are taken with the school’s own cameras.',
        does: 'Photos of a camera that is not on the school’s list wait for the head.',
        here: (policy) => `On the list: ${count(policy.cameras, 'camera')}.`,
        place: cameras,
      },
      {
        id: 'P10',
        asks: 'With the head’s permission another device may be used, if the photos are moved at once and deleted there.',
        does: 'The head lets such photos in with a reason, which is kept, and is reminded that they have to be deleted there.',
        place: cameras,
      },
      {
        id: 'P17',
        asks: 'Photos are deleted from the camera once they were moved.',
        does: 'After an import the photos on the card can be erased, each only once its copy here was read back.',
        place: importing,
      },
    ],
  },
  {
    title: 'Keeping and deleting',
    clauses: [
      {
        id: 'P13',
        asks: 'A compromising picture is deleted immediately.',
        does: 'Anybody may destroy a picture at once, at every step. Only that it happened is kept.',
      },
      {
        id: 'P16',
        asks: 'Nothing is kept longer than necessary, and it is securely deleted.',
        does: 'Albums and published pictures have a last day. What is due is listed, and destroyed with its key. Pictures of pupils who left are looked through.',
        here: keeping,
        place: retention,
      },
      {
        id: 'P26',
        asks: 'Families may see what is held on them, and take their consent back.',
        does: 'Everything held on one person can be shown, and packed with everybody else covered. When consent is taken back, every published copy to take down is listed.',
        here: (policy) => {
          const stay = namesOf(policy, ({ expiry_takes_down }) => !expiry_takes_down);
          return stay ? `Stays published when a yes merely runs out: ${stay}.` : 'The same holds when a yes runs out.';
        },
        place: published,
      },
    ],
  },
  {
    title: 'Log-ins and computers',
    clauses: [
      {
        id: 'P18',
        asks: 'Personal data on a laptop is encrypted and behind a password.',
        does: 'Register, photos, small pictures and backups are encrypted. Nothing readable lies on the disk.',
        here: ({ backups_set }) =>
          backups_set ? 'Backups are made by themselves.' : 'No folder for backups is chosen yet.',
        place: computer,
      },
      {
        id: 'P19',
        asks: 'Everybody has a log-in of their own with clear rights. The head lets new staff in; guests are limited.',
        does: 'Five roles, each with its own rights. No account logs in before the head lets it. A guest only says who can be seen, until a last day.',
        here: (policy) => `May log in: ${count(policy.accounts, 'account')}.`,
        place: accounts,
      },
      {
        id: 'P20',
        asks: 'Passwords are private and changed as the policy says, and work at a computer ends properly.',
        does: 'Passwords cannot be read by anybody. After a wrong one the next try has to wait. The window locks itself.',
        here: passwords,
        place: computer,
      },
      {
        id: 'P25',
        asks: 'Sensitive data leaves the school only encrypted.',
        does: 'Backups and the packs for families are encrypted files. Lists with names are not written to memory sticks.',
      },
      {
        id: 'P29',
        asks: 'There is a list of authorised persons with what each answers for.',
        does: 'The page of accounts is that list, ready to be printed.',
        place: accounts,
      },
    ],
  },
  {
    title: 'When something goes wrong',
    clauses: [
      {
        id: 'P21',
        asks: 'Access and actions are logged, and reported to leaders and governors without names.',
        does: 'A log keeps who did what and shows any tampering. The term’s report for governors has numbers only.',
        place: log,
      },
      {
        id: 'P22',
        asks: 'Incidents are reported and recorded.',
        does: 'Anybody on the staff records an incident, from any photo or batch. Its text can be copied into CPOMS.',
        place: incidents,
      },
      {
        id: 'P23',
        asks: 'Parents are told of incidents that concern their child.',
        does: 'Each incident lists the pupils concerned, and whose parents were told.',
        place: incidents,
      },
    ],
  },
];
