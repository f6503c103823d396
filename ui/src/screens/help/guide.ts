/** The guide, by what somebody may do. */

export type Chapter = { title: string; steps: string[] };

const CHAPTERS: [string, Chapter][] = [
  [
    'import',
    {
      title: 'Bring photos in',
      steps: [
        'Put the card into the computer: Cloakroom notices it and offers it. Or go to Import and choose a folder, or drop one on the window.',
        'Give the album a name, for example the name of the trip. Tick the classes that were there: their children are offered first when you name who can be seen. Then start.',
        'Keep the card in until the import has ended. You can use other screens meanwhile, pause it and go on later, or stop; what came in is kept.',
        'Read the report: every file is listed with what became of it. A photo from a camera that is not the school’s waits for the head.',
        'Erase the photos from the card: each goes only once its copy here was read back, and everything else on it stays.',
      ],
    },
  ],
  [
    'tag',
    {
      title: 'Say who can be seen',
      steps: [
        'Go to Photos, open the album and press Start naming.',
        'Type the first letters of a name and press Enter. Number keys name again whom you named a moment ago.',
        'Name everybody who can be seen, also from the back. Press ? for all keys.',
      ],
    },
  ],
  [
    'delete_now',
    {
      title: 'When a picture must not exist',
      steps: [
        'Somebody undressed, hurt or made fun of: press Delete photo at once beside it, type the word and go on with the next one.',
        'It is destroyed straight away, for everybody, and nobody can bring it back. Delete it from the camera’s card too.',
      ],
    },
  ],
  [
    'account',
    {
      title: 'Finish a photo',
      steps: [
        'Cloakroom marks the faces it finds; there may be more. A dotted box is a possible face: look, and say what it is.',
        'A face without a name is covered, or marked as not a person or as nobody one could recognise. Draw a face box where one is missing.',
        'When a child is not cleared, cover the face, crop the picture or leave it out. Result shows the picture as it goes out.',
        'Look once more, then press Everyone is accounted for. After any later change it asks again.',
      ],
    },
  ],
  [
    'import_register',
    {
      title: 'Bring in your register',
      steps: [
        'Go to Register, then Bring in, and choose the file that your system or your form gave you. Nothing changes yet.',
        'Look at the answers that may no longer be used: they come first, with the pictures that they touch. Check how the columns are read, and answer what is asked.',
        'Settle the rows that are not certain, and tick each change from no to yes that is right.',
        'Take it over, then delete the file. The newest import can be undone as a whole.',
      ],
    },
  ],
  [
    'read_register',
    {
      title: 'Look a pupil up',
      steps: [
        'Go to Register and type the first letters of the name, or choose a class.',
        'The page tells for each use what stands today, since when, until when and who said so. Every answer ever given is listed below.',
        'Where two answers disagree, a no counts until it is taken back.',
      ],
    },
  ],
  [
    'set_consent',
    {
      title: 'Enter an answer by hand',
      steps: [
        'Open the pupil’s page and press Enter an answer. Say for what, whose answer it is, and how it came.',
        'A spoken yes counts once somebody else on the staff has confirmed it on the same page.',
        'A yes with a condition waits until somebody has looked at the condition and says that it is no obstacle.',
        'Somebody who is not in your system’s file comes on with Add somebody; a last day is noted at the foot of the page.',
      ],
    },
  ],
  [
    'read_register',
    {
      title: 'Ask families for answers',
      steps: [
        'Go to Register, then Chase: it lists whose answers are missing, unsettled or about to end. Choose how far ahead, and the class.',
        'End of the school year lists the consents that have to be asked for anew.',
        'Print the letters: one sheet for each pupil, with a slip to tear off and send back. The list itself can be printed, or saved for a spreadsheet.',
      ],
    },
  ],
  [
    'list_for_trip',
    {
      title: 'Take a list on a trip',
      steps: [
        'Go to Trip list (for the office under Register), choose what the photos are for, then a class or people.',
        'The list says yes or no for everybody, and never why. Print it, and shred it after the trip.',
      ],
    },
  ],
  [
    'prepare_batch',
    {
      title: 'Prepare a batch',
      steps: [
        'Go to Batches, make a new batch and choose what the photos are for.',
        'Add photos: those that are clear for this purpose are offered.',
        'Draw the pictures into the order in which they are to be shown, or use the arrows beside them. What is taken out can be put back with Undo.',
        'Write a caption and a description for people who cannot see the picture. Leave names out; a name on the register is told while you type.',
        'Submit it to the head. Contact sheet prints the batch with its captions and what the rules say.',
      ],
    },
  ],
  [
    'approve_batch',
    {
      title: 'Approve a batch',
      steps: [
        'Go to Review and open a batch. The photos with something to say about them come first.',
        'Look at each photo large; it is shown as it goes out.',
        'Answer the three points and approve, or send the batch back with a note.',
        'Nobody approves what he or she prepared. Any change after the approval needs a new one.',
      ],
    },
  ],
  [
    'export_batch',
    {
      title: 'Export an approved batch',
      steps: [
        'Open the approved batch, press Export and choose a folder.',
        'Every photo is decided about again, by the answers of today. What may not go out stays behind, with its reason.',
        'Under More, smaller copies, other formats and a ZIP can be had beside the usual files.',
        'The report names the folder and the files.',
      ],
    },
  ],
  [
    'take_down',
    {
      title: 'Take pictures down',
      steps: [
        'When a consent is withdrawn or somebody leaves, you are told after logging in. Go to Published.',
        'Take each picture off wherever it is shown, then tick it off. Who did it, and when, is kept.',
        'A picture that somebody found elsewhere can be chosen there too: is it ours, and why was it published?',
      ],
    },
  ],
  [
    'record_incident',
    {
      title: 'When something went wrong',
      steps: [
        'Go to Incidents, or press Record an incident beside a photo, and write what happened.',
        'Name the pupils whom it concerns. The head and the safeguarding lead read it and tell the parents.',
      ],
    },
  ],
  [
    'register_device',
    {
      title: 'Keep the list of cameras',
      steps: [
        'Go to Settings, Cameras. Choose a picture that the school’s camera took, look whether the name is right, and add it.',
        'Photos from any other camera wait there for the head, who releases them with a reason.',
        'Remind whoever took them to delete them from their own device.',
      ],
    },
  ],
  [
    'review_retention',
    {
      title: 'Keep photos no longer than needed',
      steps: [
        'Go to Records. Under Retention settle until when each album is kept; what is due is listed first.',
        'Under Leavers decide about photos of pupils who have left: put them forward for destruction, or keep them for a reason.',
      ],
    },
  ],
  [
    'purge',
    {
      title: 'Destroy what is due',
      steps: [
        'Go to Records, Retention, and look at what is due. Take the tick off what has to stay, or keep it longer.',
        'Press Destroy and type the word. Print the certificate.',
      ],
    },
  ],
  [
    'read_log',
    {
      title: 'See what was done',
      steps: [
        'Go to Records, Log: who did what and when, the newest first. Choose what or who to look for.',
        'Check the log says whether any entry was changed, and whether every approval is the one that was signed.',
        'Under Term report choose the days and print the page. The one for governors has no names.',
      ],
    },
  ],
  [
    'check_vault',
    {
      title: 'Look after this computer',
      steps: [
        'Go to Settings, This computer: the backups, when the window locks itself, and whether everything that is stored is whole.',
        'The head makes a new recovery key there when the printed one is lost or was seen by somebody.',
      ],
    },
  ],
  [
    'add_objection',
    {
      title: 'When somebody asks not to be shown',
      steps: [
        'Go to Not to be shown (head and safeguarding lead: Do not publish), type the name and enter it. No reason is needed.',
        'It counts at once, whatever was answered before. Only the head and the safeguarding lead see who asked, and lift it.',
      ],
    },
  ],
  [
    'keep_do_not_publish',
    {
      title: 'Keep the do-not-publish list',
      steps: [
        'Go to Do not publish and put the child on the list, with the reason. Nobody but the head and the safeguarding lead ever sees the list or its reasons.',
        'You are told at once how many published copies have to come down. Show which leads to them.',
        'A day to look at it again is a reminder. An entry holds until one of you takes it off.',
      ],
    },
  ],
  [
    'pack_person',
    {
      title: 'When a family asks what the school holds',
      steps: [
        'Go to Register, open the pupil’s page and press Everything held on.',
        'Make the pack: one encrypted file with the pictures, everybody else covered in black, and all records.',
        'Pictures that are not in it are listed with the reason: finish them as any photo, then make the pack again.',
        'Give the file and its passphrase to the family by two different ways.',
      ],
    },
  ],
  [
    'authorise_account',
    {
      title: 'Let people log in',
      steps: [
        'Go to Settings, Accounts. Add an account for everybody who works with photos, each with a name and a password of their own. Whom the office adds waits there for you.',
        'Guests and temporary staff get a last day; after it they cannot log in.',
        'Press Change beside a name for a new password, to let somebody stand in for you on some days, or to stop somebody from logging in.',
        'Print the list when somebody asks who may see photos.',
      ],
    },
  ],
  [
    'list_accounts',
    {
      title: 'When a governor asks about the photo policy',
      steps: [
        'Go to Settings, Policy: each clause with what is done about it, and how your school has settled it. Print makes it a paper.',
        'The head changes what pictures are used for there: how large they go out, whether the head approves them, when they come down; and how old a password may grow.',
      ],
    },
  ],
  [
    'change_password',
    {
      title: 'Change your password',
      steps: ['Press your name at the lower left. Type the password you have, and a new one twice.'],
    },
  ],
];

/** The chapters for somebody with these rights. */
export function guideFor(may: readonly string[]): Chapter[] {
  return CHAPTERS.filter(([action]) => may.includes(action)).map(([, chapter]) => chapter);
}
