//! Letters without their accents, for file names and for finding people by a plain keyboard.

/// The plain Latin letter or digit, lower case; `None` for anything else.
pub(crate) fn unaccented(letter: char) -> Option<char> {
    match letter {
        'a'..='z' | '0'..='9' => Some(letter),
        'à'..='å' | 'ā' | 'ą' => Some('a'),
        'ç' | 'ć' | 'č' => Some('c'),
        'ď' | 'đ' => Some('d'),
        'è'..='ë' | 'ē' | 'ę' | 'ě' | 'ė' => Some('e'),
        'ğ' => Some('g'),
        'ì'..='ï' | 'ī' | 'ı' => Some('i'),
        'ł' => Some('l'),
        'ñ' | 'ń' | 'ň' => Some('n'),
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => Some('o'),
        'ř' => Some('r'),
        'ś' | 'š' | 'ş' | 'ș' => Some('s'),
        'ť' | 'ț' | 'ţ' => Some('t'),
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => Some('u'),
        'ŵ' => Some('w'),
        'ý' | 'ÿ' | 'ŷ' => Some('y'),
        'ź' | 'ż' | 'ž' => Some('z'),
        _ => None,
    }
}
