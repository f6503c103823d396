//! Names that are also ordinary words: when do they mean a person?

use super::fold::{Lettering, Words};

/// Ordinary English words that are forenames or surnames on school registers.
const ORDINARY: &str = "a amber an angel apple april archer art ash ashes aster august autumn bacon baker ball bang \
    banks barn bay beach bean bell berry best bill bird bishop black blessing bliss blue bo bob bond book bow boy \
    branch bridge bright brook brooks brown buck bunny burns bush butcher butler can carol carpenter case cash chance \
    charity chase cherry chin chip christian church clay cliff close cloud cole comfort cook cooper cotton court \
    crisp cross crow crystal daisy dale dawn day days dean deer destiny diamond do dot dove down drake drew drive duke \
    earl earnest east easter eden ember english eve even ever faith fan farmer favour field fields finch fish fisher \
    fleet flint flora flower flowers ford forest fort fox frank free freedom freeman french friday friend frost gale \
    garden gardener gene gift giles glass glen gold gong good grace grant gray great green grey ground grove guy hall \
    ham hand happy harmony harper haven hay hazel he head heath heather hill ho holly home honey hood hook hope horn \
    house hunt hunter in iris irish ivy jack jade jasmine jay jewel joiner joy judge july june justice kay key king \
    kit kite kitty knight lake lamb land lane lark law leaf lee legend light lily little lock long lord love low loyal \
    lucky main major man march mark marsh martin mason max may meadow meadows melody mercy merry mike miles mill \
    miller mills mine ming mint miracle mo monday moody moon moore more moss my neat new nice nick night noble noel \
    north nova oak ocean olive on pack page pan park parks parry patience peace peach pearl penny pepper pick pierce \
    pike piper pitt pool poole poor pope poppy porter potter pound power powers praise precious price pride prince \
    princess purple queen quick rain ray read red reed reeves rice rich rise river rivers road robin rock rocky rose \
    roses round royal ruby rush sage salmon sand sands sandy savage say scarlet school scout sea see sequin shade \
    sharp she shepherd shine shore short silver sing singer sky small smart smith snow so solo song south sparrow \
    speed spring star steel stem stone storm story street strong summer summers sun sunday sunny swan sweet swift tan \
    tanner taylor teddy temple the thorn tiger tower town trinity true trueman trust turner van vase victor victory \
    violet walker wall walls ward water waters watt way weaver webb wednesday well wells west wheat wheeler white \
    wild will willow wills wind wing winter wise wish wolf wonder wood woods wren wright yard you young yu zen";

/// A set of the words above, made once with the index.
#[derive(Debug)]
pub(super) struct Ordinary(std::collections::HashSet<&'static str>);

impl Ordinary {
    pub(super) fn new() -> Self {
        Self(ORDINARY.split_whitespace().collect())
    }

    pub(super) fn contains(&self, letters: &str) -> bool {
        self.0.contains(letters)
    }
}

const DETERMINERS: [&str; 24] = [
    "the", "a", "an", "our", "your", "their", "this", "that", "these", "those", "some", "any", "every", "each", "no",
    "my", "his", "her", "its", "what", "more", "much", "good", "great",
];
/// What follows a verb or a greeting at the start of a sentence (`Will you …`, `Hope to …`), hardly ever a name.
const AFTER_A_VERB: [&str; 26] = [
    "the",
    "we",
    "you",
    "it",
    "they",
    "he",
    "she",
    "i",
    "there",
    "this",
    "that",
    "these",
    "your",
    "our",
    "my",
    "their",
    "everyone",
    "everybody",
    "all",
    "any",
    "anyone",
    "to",
    "be",
    "not",
    "for",
    "a",
];
const MONTHS: [&str; 5] = ["april", "may", "june", "july", "august"];
const BEFORE_A_MONTH: [&str; 18] = [
    "in", "on", "until", "till", "since", "during", "early", "late", "mid", "last", "next", "this", "end", "st", "nd",
    "rd", "th", "every",
];
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
/// What follows a month, a season or a plant that is no name.
const AFTER_A_THING: [&str; 62] = [
    "activities",
    "avenue",
    "ball",
    "bank",
    "bush",
    "bushes",
    "camp",
    "camps",
    "celebration",
    "centre",
    "chapel",
    "church",
    "close",
    "club",
    "colours",
    "concert",
    "cottage",
    "court",
    "day",
    "days",
    "event",
    "exhibition",
    "fair",
    "farm",
    "fayre",
    "festival",
    "fete",
    "flowers",
    "fun",
    "garden",
    "gardens",
    "half",
    "hips",
    "holiday",
    "holidays",
    "house",
    "lane",
    "leaves",
    "market",
    "news",
    "newsletter",
    "park",
    "party",
    "petals",
    "picnic",
    "play",
    "poem",
    "production",
    "reading",
    "road",
    "school",
    "show",
    "sports",
    "street",
    "sun",
    "sunshine",
    "term",
    "tree",
    "trees",
    "trip",
    "valley",
    "walk",
];

/// Whether an ordinary word at this place reads as the word rather than as somebody's first name.
pub(super) fn reads_as_a_word(text: &Words, at: usize, file_name: bool) -> bool {
    let word = &text.words[at];
    let letters = word.letters.as_str();
    let unmarked = match text.lettering {
        Lettering::Mixed => !word.capital,
        Lettering::Lower => !file_name,
        Lettering::Upper => false,
    };
    let before = at.checked_sub(1).filter(|_| !word.first).map_or("", |before| text.words[before].letters.as_str());
    let next = text.words.get(at + 1).filter(|next| !next.first);
    let after = next.filter(|next| !next.after_comma).map_or("", |next| next.letters.as_str());
    let month = MONTHS.contains(&letters);
    let dated = (month || SEASONS.contains(&letters))
        && (word.before_number || (month && word.after_number) || BEFORE_A_MONTH.contains(&before));
    unmarked
        || DETERMINERS.contains(&before)
        || dated
        || AFTER_A_THING.contains(&after)
        || (word.first && AFTER_A_VERB.contains(&after))
}
