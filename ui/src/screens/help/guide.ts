/** The guide, by what somebody may do. */

export type Chapter = { title: string; steps: string[] };

const CHAPTERS: [string, Chapter][] = [
  [
    'import',
    {
      title: 'Bring photos in',
      steps: [
        'Put the card into the computer, go to Import and choose its folder.',
        'Give the album a name, for example the name of the trip, and start.',
        'Keep the card in until the import has ended. You can use other screens meanwhile, or stop; what came in is kept.',
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
        'Go to Register and choose the file that your system or your form gave you. Nothing changes yet.',
        'Look at the answers that may no longer be used: they come first, with the pictures that they touch. Check how the columns are read, and answer what is asked.',
        'Settle the rows that are not certain, and tick each change from no to yes that is right.',
        'Take it over, then delete the file. The newest import can be undone as a whole.',
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
        'Write a caption and a description for people who cannot see the picture. Leave names out; a name on the register is told beside the photo.',
        'Submit it to the head.',
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
    'pack_person',
    {
      title: 'When a family asks what the school holds',
      steps: [
        'Go to Register and choose the pupil under Everything held on one person.',
        'Make the pack: one encrypted file with the pictures, everybody else covered in black, and all records.',
        'Pictures that are not in it are listed with the reason: finish them as any photo, then make the pack again.',
        'Give the file and its passphrase to the family by two different ways.',
      ],
    },
  ],
];

/** The chapters for somebody with these rights. */
export function guideFor(may: readonly string[]): Chapter[] {
  return CHAPTERS.filter(([action]) => may.includes(action)).map(([, chapter]) => chapter);
}
