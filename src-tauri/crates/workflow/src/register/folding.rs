//! Names made comparable: case, accents, apostrophes, hyphens and spacing folded away; and names that need a second look.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a name, a class or a heading: equal results mean equal in every respect that a keyboard or an export loses.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        match c {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => {}
            'ł' | 'Ł' => folded.push('l'),
            'ø' | 'Ø' => folded.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'þ' | 'Þ' => folded.push_str("th"),
            c if c.is_alphanumeric() => folded.extend(c.to_lowercase()),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.trim().to_owned()
}

/// The text as it may be shown and stored: no control or direction characters, single spaces.
#[must_use]
pub(super) fn clean(text: &str) -> String {
    let visible: String =
        text.chars().filter(|c| !is_invisible(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a name has to be looked at by a person before anything is matched by it.
#[must_use]
pub(super) fn suspicious(name: &str) -> Option<&'static str> {
    if name.chars().any(is_direction_control) {
        return Some("the name holds hidden characters that turn its direction");
    }
    if name.trim_start().starts_with(['=', '+', '-', '@']) {
        return Some("the name begins like a formula");
    }
    if name.contains(['<', '>', '\u{fffd}']) || name.chars().any(|c| c.is_ascii_digit()) {
        return Some("the name holds characters that no name has");
    }
    let script = |c: char| match u32::from(c) {
        0x0370..=0x03FF | 0x1F00..=0x1FFF => Some(1),
        0x0400..=0x052F => Some(2),
        _ if c.is_alphabetic() && u32::from(c) < 0x0250 => Some(0),
        _ => None,
    };
    let mut scripts = name.chars().filter_map(script);
    let first = scripts.next();
    scripts.any(|other| Some(other) != first).then_some("the name mixes letters of different alphabets")
}

/// Letters were lost on the way (`?ukasz`): never to be stored over the real name.
#[must_use]
pub(super) fn garbled(name: &str) -> bool {
    name.contains(['?', '\u{fffd}'])
}

/// Whether two folded names share a word.
pub(super) fn share_a_word(one: &str, other: &str) -> bool {
    one.split(' ').any(|word| !word.is_empty() && other.split(' ').any(|second| second == word))
}

fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(c: char) -> bool {
    is_direction_control(c) || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_what_any_keyboard_can_write() {
        for (name, folded) in [
            ("O’Connor", "oconnor"),
            ("O'Connor", "oconnor"),
            ("Łukasz  Wójcik", "lukasz wojcik"),
            ("Whitfield-Jones", "whitfield jones"),
            ("Nguyễn", "nguyen"),
            ("St. John ", "st john"),
            ("Child's\u{a0}surname", "childs surname"),
            ("Ní Bhriain", "ni bhriain"),
        ] {
            assert_eq!(fold(name), folded);
        }
    }

    #[test]
    fn names_that_pretend_are_noticed() {
        assert!(suspicious("M\u{430}rsh").is_some());
        assert!(suspicious("Okafor\u{202e}").is_some());
        assert!(suspicious("=1+1").is_some());
        assert!(suspicious("<b>Khan</b>").is_some());
        for name in ["O'Connor", "Ní Bhriain", "Nguyễn", "Zoë", "Łukasz", "李 明", "Мария"] {
            assert_eq!(suspicious(name), None, "{name}");
        }
        assert!(garbled("?ukasz"));
    }
}
