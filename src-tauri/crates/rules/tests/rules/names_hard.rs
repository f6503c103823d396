//! Hard names and hard texts: what is found of them, counted. Every name is made up.

/// Forename, surname, preferred forename, preferred surname.
pub(crate) type Row = (&'static str, &'static str, Option<&'static str>, Option<&'static str>);

/// Persons by number, from 0.
pub(crate) const PEOPLE: &[Row] = &[
    ("Siân", "Llywelyn-Rhys", None, None),                      // 0 Welsh
    ("Llŷr", "ap Gwilym", None, None),                          // 1
    ("Gwenllian Fflur", "Morgan", None, None),                  // 2
    ("Caoimhe", "Ní Bhriain", None, None),                      // 3 Irish
    ("Seán", "Ó Súilleabháin", None, None),                     // 4
    ("Róisín", "Mac Giolla Phádraig", None, None),              // 5
    ("Niamh", "O’Rourke", None, None),                          // 6
    ("Łukasz", "Wójcik", None, None),                           // 7 Polish
    ("Zofia", "Kowalska", None, None),                          // 8
    ("Agnieszka", "Szczęsna-Dąbrowska", None, None),            // 9
    ("Mohammed Abdul", "Rahman", None, None),                   // 10 South Asian
    ("Aaliyah", "Khan", None, None),                            // 11
    ("Jaspreet Kaur", "Dhillon", Some("Jas"), None),            // 12
    ("Venkata Sai Krishnan", "Subramaniam", Some("Sai"), None), // 13
    ("Anjali", "D'Souza", None, None),                          // 14
    ("Olúwaṣeun", "Adébáyọ̀", Some("Ṣeun"), None),               // 15 Nigerian
    ("Chukwuemeka", "Okonkwo-Eze", Some("Emeka"), None),        // 16
    ("Ngozi", "N'Wosu", None, None),                            // 17
    ("Ka Ho", "Wong", None, None),                              // 18 Chinese
    ("Xiǎomíng", "Wáng", None, None),                           // 19
    ("Tsz-Yan", "Cheung", Some("Chloe"), None),                 // 20
    ("Grace", "Hall", None, None),                              // 21 ordinary words
    ("William", "Young", Some("Will"), None),                   // 22
    ("May", "Green", None, None),                               // 23
    ("Rose", "Field", None, None),                              // 24
    ("Summer", "Day", None, None),                              // 25
    ("Hope", "Church", None, None),                             // 26
    ("Anne-Marie", "van der Berg", None, None),                 // 27 and others
    ("Jürgen", "Müller", None, None),                           // 28
    ("María José", "García López", None, None),                 // 29
    ("Oliver", "Bennett", Some("Ollie"), Some("Bennett-Ross")), // 30
    ("Ewan", "McDonald", None, None),                           // 31
    ("Björn", "Åkesson", None, None),                           // 32
    ("Wulandari", "", None, None),                              // 33 one name only
    ("Oskar", "Wójcik", None, None),                            // 34 brother of 7
    ("Thomas", "Grant", None, None),                            // 35
];

/// A text, whom it gives by full name, and whom by first name only.
pub(crate) type Text = (&'static str, &'static [usize], &'static [usize]);

pub(crate) const TEXTS: &[Text] = &[
    // Case, accents, apostrophes, hyphens.
    ("Siân Llywelyn-Rhys won the race", &[0], &[]),
    ("Sian Llywelyn Rhys won the race", &[0], &[]),
    ("SIÂN LLYWELYN-RHYS WON THE RACE", &[0], &[]),
    ("sian llywelyn-rhys won the race", &[0], &[]),
    ("Our singer Sian Rhys", &[0], &[]),
    ("Our singer Sian Llywelyn", &[0], &[]),
    ("Llyr ap Gwilym with his bat", &[1], &[]),
    ("LLYR AP GWILYM", &[1], &[]),
    ("Llŷr Gwilym", &[1], &[]),
    ("Gwenllian Fflur Morgan", &[2], &[]),
    ("Gwenllian Morgan", &[2], &[]),
    ("Fflur Morgan", &[2], &[]),
    ("Gwenllian’s lantern", &[], &[2]),
    ("Caoimhe Ni Bhriain", &[3], &[]),
    ("Caoimhe Bhriain", &[3], &[]),
    ("Caoimhe NíBhriain", &[3], &[]),
    ("Sean O'Suilleabhain scored", &[4], &[]),
    ("Seán Ó Súilleabháin scored", &[4], &[]),
    ("Sean OSuilleabhain scored", &[4], &[]),
    ("Roisin MacGiolla Phadraig", &[5], &[]),
    ("Róisín Mac Giolla Phádraig", &[5], &[]),
    ("Niamh O'Rourke", &[6], &[]),
    ("Niamh O`Rourke", &[6], &[]),
    ("Niamh O´Rourke", &[6], &[]),
    ("Niamh O Rourke", &[6], &[]),
    ("Niamh ORourke", &[6], &[]),
    ("NIAMH O’ROURKE", &[6], &[]),
    ("Lukasz Wojcik", &[7], &[]),
    ("ŁUKASZ WÓJCIK", &[7], &[]),
    ("Zofia Kowalska", &[8], &[]),
    ("Zofia Kowalski", &[8], &[]),
    ("Agnieszka Dabrowska", &[9], &[]),
    ("Agnieszka Szczesna – Dabrowska", &[9], &[]),
    // Order, commas, possessives.
    ("Kowalska, Zofia", &[8], &[]),
    ("KOWALSKA Zofia (3 Wren)", &[8], &[]),
    ("Zofia Kowalska's painting", &[8], &[]),
    ("Zofia Kowalskas painting", &[8], &[]),
    ("Zofia's painting", &[], &[8]),
    ("Zofias painting", &[], &[8]),
    ("Painting by zofia", &[], &[8]),
    ("Painting by zofia kowalska", &[8], &[]),
    ("Zofia and Mrs Kowalska", &[], &[8]),
    ("Zofia. Kowalska was not there.", &[], &[8]),
    // Initials.
    ("Z. Kowalska", &[8], &[]),
    ("Z Kowalska", &[8], &[]),
    ("Kowalska, Z.", &[8], &[]),
    ("Kowalska Z", &[8], &[]),
    ("Zofia K.", &[], &[8]),
    ("G. F. Morgan", &[2], &[]),
    ("GF Morgan", &[2], &[]),
    ("G.F. Morgan", &[2], &[]),
    ("Morgan, G. F.", &[2], &[]),
    ("M. Rahman", &[10], &[]),
    ("Mrs Rahman and Year 4", &[], &[]),
    ("Mr T. Rahman", &[], &[]),
    ("A. D'Souza", &[14], &[]),
    ("Photo: G. Hall", &[21], &[]),
    // South Asian.
    ("Mohammed Rahman", &[10], &[]),
    ("Mohammed Abdul Rahman", &[10], &[]),
    ("Abdul Rahman", &[10], &[]),
    ("Mohammed built a bridge", &[], &[10]),
    ("Muhammad Rahman", &[10], &[]),
    ("Aaliyah Khan", &[11], &[]),
    ("Jaspreet Kaur Dhillon", &[12], &[]),
    ("Jas Dhillon", &[12], &[]),
    ("Jaspreet Kaur", &[], &[12]),
    ("Jas is reading", &[], &[12]),
    ("Sai Subramaniam", &[13], &[]),
    ("S. Subramaniam", &[13], &[]),
    ("Venkata Sai Krishnan Subramaniam", &[13], &[]),
    ("Anjali DSouza", &[14], &[]),
    ("Anjali D Souza", &[14], &[]),
    ("Anjali D’SOUZA", &[14], &[]),
    // Nigerian.
    ("Oluwaseun Adebayo", &[15], &[]),
    ("Seun Adebayo", &[15], &[]),
    ("Adebayo Oluwaseun", &[15], &[]),
    ("Emeka Okonkwo Eze", &[16], &[]),
    ("Emeka Okonkwo", &[16], &[]),
    ("Chukwuemeka's volcano", &[], &[16]),
    ("Ngozi Nwosu", &[17], &[]),
    ("Ngozi N’Wosu", &[17], &[]),
    // Chinese.
    ("Wong Ka Ho", &[18], &[]),
    ("Ka Ho Wong", &[18], &[]),
    ("Ka-Ho Wong", &[18], &[]),
    ("KaHo Wong", &[18], &[]),
    ("WONG Ka Ho", &[18], &[]),
    ("Ka Ho mixes paint", &[], &[18]),
    ("Wang Xiaoming", &[19], &[]),
    ("Xiao Ming Wang", &[19], &[]),
    ("Chloe Cheung", &[20], &[]),
    ("Cheung Tsz Yan", &[20], &[]),
    ("T.Y. Cheung", &[20], &[]),
    // Ordinary words that are names here.
    ("Grace Hall opened the fair", &[21], &[]),
    ("grace hall opened the fair", &[21], &[]),
    ("Will Young kicks off", &[22], &[]),
    ("William Young kicks off", &[22], &[]),
    ("May Green with her hat", &[23], &[]),
    ("Rose Field and Summer Day", &[24, 25], &[]),
    ("Hope Church reads aloud", &[26], &[]),
    ("Here is Grace", &[], &[21]),
    ("Grace is painting", &[], &[21]),
    ("Will jumps", &[], &[22]),
    ("Our class with Will and May", &[], &[22, 23]),
    ("Rose paints a boat", &[], &[24]),
    ("Summer holds the cup", &[], &[25]),
    ("Hope's kite", &[], &[26]),
    ("A drawing by May", &[], &[23]),
    // Others.
    ("Anne-Marie van der Berg", &[27], &[]),
    ("Anne Marie Van Der Berg", &[27], &[]),
    ("AnneMarie vanderBerg", &[27], &[]),
    ("Anne-Marie Berg", &[27], &[]),
    ("Anne-Marie sings", &[], &[27]),
    ("Jurgen Muller", &[28], &[]),
    ("Juergen Mueller", &[28], &[]),
    ("Maria Jose Garcia Lopez", &[29], &[]),
    ("María García", &[29], &[]),
    ("Oliver Bennett", &[30], &[]),
    ("Ollie Bennett-Ross", &[30], &[]),
    ("Ollie Ross", &[30], &[]),
    ("Olly Bennett", &[30], &[]),
    ("Ewan MacDonald", &[31], &[]),
    ("Ewan Mc Donald", &[31], &[]),
    ("Ewan McDONALD", &[31], &[]),
    ("Bjorn Akesson", &[32], &[]),
    ("Bjoern Aakesson", &[32], &[]),
    ("Wulandari dances", &[33], &[]),
    ("Łukasz and Oskar Wójcik", &[7, 34], &[]),
    ("Oskar, Łukasz & Zofia", &[], &[7, 8, 34]),
    ("Zofia (Zosia) Kowalska", &[8], &[]),
    ("Zofia Maria Kowalska", &[8], &[]),
    ("Zo\u{AD}fia Kowal\u{200B}ska", &[8], &[]),
    ("ｚｏｆｉａ ｋｏｗａｌｓｋａ", &[8], &[]),
    ("Kowalska (Zofia)", &[8], &[]),
    ("C. Ní Bhriain", &[3], &[]),
    ("Bhriain, Caoimhe", &[3], &[]),
    ("Súilleabháin S.", &[4], &[]),
    ("E. Okonkwo-Eze", &[16], &[]),
    ("Mohd. Rahman", &[10], &[]),
    ("Gwen Morgan", &[2], &[]),
    ("The prize goes to Zofia, of the well-known Kowalska family", &[], &[8]),
    ("Ordering: Kowalska; Zofia; 3 Wren", &[8], &[]),
    ("Z o f i a Kowalska", &[8], &[]),
    ("Aaliyah\nKhan", &[11], &[]),
    ("Khan\tAaliyah", &[11], &[]),
    ("Aaliyah (Year 4) Khan", &[11], &[]),
    ("#AaliyahKhan", &[11], &[]),
    ("aaliyah.khan@example.org", &[11], &[]),
    ("Aaliyah, Jas and Ngozi build a raft", &[], &[11, 12, 17]),
    ("Ngozi/Aaliyah", &[], &[11, 17]),
    ("Aaliyah Rahman", &[], &[11]),
    ("Wójcik brothers", &[], &[]),
    ("The Wójciks, Łukasz and Oskar", &[7, 34], &[]),
    ("Little Łukasz", &[], &[7]),
    ("Thomas, Grace and Will sing", &[], &[21, 22, 35]),
    ("Grant, Thomas", &[35], &[]),
    ("T Grant", &[35], &[]),
    // File names.
    ("IMG_2031_zofia_kowalska.jpg", &[8], &[]),
    ("zofiakowalska01.jpg", &[8], &[]),
    ("ZofiaKowalska-final2.JPG", &[8], &[]),
    ("kowalskaZofia3.jpeg", &[8], &[]),
    ("zofia.kowalska.png", &[8], &[]),
    ("2026-03-02 zofia2kowalska.jpg", &[8], &[]),
    ("z_kowalska_yr3.jpg", &[8], &[]),
    ("zofia.jpg", &[], &[8]),
    ("niamhorourke.jpg", &[6], &[]),
    ("ewanmcdonald_run.jpg", &[31], &[]),
    ("grace_hall_2.jpg", &[21], &[]),
    ("gracehall.jpg", &[21], &[]),
    ("grace.jpg", &[], &[21]),
    ("year3-zofia-k-painting.png", &[], &[8]),
    ("DSC0042.JPG", &[], &[]),
    // Nobody's name.
    ("Will you come to the summer fair on 4 May?", &[], &[]),
    ("Will the rain hold off?", &[], &[]),
    ("We will walk in May", &[], &[]),
    ("May 2026 newsletter", &[], &[]),
    ("Back in May", &[], &[]),
    ("Open from 3rd May", &[], &[]),
    ("May half term", &[], &[]),
    ("May we say thank you", &[], &[]),
    ("Summer Fair", &[], &[]),
    ("Our Summer Concert", &[], &[]),
    ("In Summer 2025 we planted beans", &[], &[]),
    ("Hope you enjoy the pictures", &[], &[]),
    ("Hope for spring", &[], &[]),
    ("We hope to see you", &[], &[]),
    ("A rose garden", &[], &[]),
    ("The Rose Garden", &[], &[]),
    ("Roses are red", &[], &[]),
    ("Saying grace before lunch", &[], &[]),
    ("In the hall with the young ones", &[], &[]),
    ("A hall full of children", &[], &[]),
    ("A Green School award", &[], &[]),
    ("Our Green Day", &[], &[]),
    ("Will young children sing?", &[], &[]),
    ("A field of green on a summer day", &[], &[]),
    ("We hope church will be warm", &[], &[]),
    ("St Mary's Church, Hope Street", &[], &[]),
    ("Year 3 visit the church hall", &[], &[]),
    ("Mr Grant with the netball team", &[], &[]),
    ("Mrs Hall, the head, opens the door", &[], &[]),
    ("Rehearsal with Mr Young and Ms Field", &[], &[]),
    ("Thank you, Mrs Khan!", &[], &[]),
    ("Children at the beach in July", &[], &[]),
    ("Sports Day: the red team", &[], &[]),
    ("WORLD BOOK DAY IN THE HALL", &[], &[]),
    ("SUMMER TERM NEWS", &[], &[]),
    ("autumn-walk-7f3a-01.jpg", &[], &[]),
    ("summer-fete-09c1-12.jpg", &[], &[]),
    ("young-writers-in-may-2026-03.jpg", &[], &[]),
    ("I Wish upon a star", &[], &[]),
    ("The boys rose early; grace was said; all will be well", &[], &[]),
    ("Kahoot quiz in Year 5", &[], &[]),
    ("Learning about Mohandas Gandhi", &[], &[]),
    ("Reading Anne of Green Gables", &[], &[]),
    ("The Hope Valley walk", &[], &[]),
    ("Everyone who said they would come in May did", &[], &[]),
    ("Doctor Foster, Thomas the Tank and friends", &[], &[]),
    ("Hall monitors Grace and Will", &[], &[21, 22]),
    ("Will power and Grace under pressure", &[], &[]),
    ("The Grace Darling project", &[], &[]),
    ("Young Will, seven, plays the horn", &[], &[22]),
];
