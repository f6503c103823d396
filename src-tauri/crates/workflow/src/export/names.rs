//! Names of exported files: neutral, from the batch's title, never from a camera's or a person's name (P03).

use crate::spelling::unaccented;

/// The title as a part of a file name: lower-case ASCII words with dashes, at most 40 characters. Empty where nothing is
/// left of it.
pub(crate) fn slug(title: &str) -> String {
    const LONGEST: usize = 40;
    let mut slug = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        if slug.len() >= LONGEST {
            break;
        }
        match unaccented(letter) {
            Some(plain) => slug.push(plain),
            None if !slug.is_empty() && !slug.ends_with('-') && !matches!(letter, '\'' | '’') => slug.push('-'),
            None => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The name of the photo at `place` (from 1) of `of`, without what tells size and format: `autumn-walk-7f3a-01`.
pub(crate) fn file_name(stem: &str, place: usize, of: usize) -> String {
    let width = of.to_string().len().max(2);
    format!("{stem}-{place:0width$}")
}

/// So many digits tell one export of a title from the next, unless others have them.
const FEW: usize = 4;

/// The stem with as many digits as make a name that is ours already, or that nobody else has.
pub(crate) fn distinct(
    stem: &str,
    digits: &str,
    is_ours: impl Fn(&str) -> bool,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    let lengths = || (FEW..=digits.len()).step_by(FEW).map(|length| format!("{stem}-{}", &digits[..length]));
    // First one's own: it stays, whoever came later.
    let found = lengths().find(|name| is_ours(name)).or_else(|| lengths().find(|name| !is_taken(name)));
    found.unwrap_or_else(|| format!("{stem}-{digits}"))
}

/// Whether a file is one of the export of this name: a dash and its number follow.
pub(crate) fn is_under(file: &str, name: &str) -> bool {
    let rest = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
    let number = rest.and_then(|rest| rest.split(['-', '.']).next());
    number.is_some_and(|number| number.len() < FEW && number.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_plain_part_of_a_name_p03() {
        assert_eq!(slug("Autumn walk"), "autumn-walk");
        assert_eq!(slug("  Tŷ Hafan: St David's day (2026)! "), "ty-hafan-st-davids-day-2026");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("日本"), "");
        assert!(slug(&"x ".repeat(100)).len() <= 40);
    }

    #[test]
    fn no_title_makes_a_name_that_windows_keeps_for_itself_or_cannot_write() {
        for title in
            ["CON", "nul", "Aux.", "COM1", "lpt9", "PRN ", "con.jpg", "C:\\photos", "a:b", "what? *all*", "ends.", " "]
        {
            let name = file_name(&distinct(&slug(title), "7f3a", |_| false, |_| false), 1, 9);
            assert!(name.ends_with("-7f3a-01"), "{name}: never a device's name alone");
            assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'));
        }
    }

    #[test]
    fn two_batches_of_one_title_never_share_a_name_and_each_keeps_its_own() {
        let first = ["walk-7f3a-01.jpg", "walk-7f3a-01-800.webp"];
        let under = |files: &[&str], name: &str| files.iter().any(|file| is_under(file, name));
        let second = distinct("walk", "7f3a91c2d0", |_| false, |name| under(&first, name));
        assert_eq!(second, "walk-7f3a91c2");
        // Once published, both stay what they are.
        let published = ["walk-7f3a91c2-01.jpg"];
        let again = distinct("walk", "7f3a91c2d0", |name| under(&published, name), |name| under(&first, name));
        assert_eq!(again, "walk-7f3a91c2");
        let other = distinct("walk", "7f3a0000", |name| under(&first, name), |name| under(&published, name));
        assert_eq!(other, "walk-7f3a");
        assert_eq!(distinct("walk", "beef0000", |_| false, |name| under(&first, name)), "walk-beef");
    }

    #[test]
    fn a_title_that_ends_in_digits_is_no_export_of_a_shorter_one() {
        assert!(is_under("walk-7f3a-120-800.jpg", "walk-7f3a") && is_under("walk-7f3a-07.avif", "walk-7f3a"));
        assert!(!is_under("walk-7f3a-beef-01.jpg", "walk-7f3a") && !is_under("walk-7f3a-1234-01.jpg", "walk-7f3a"));
        assert!(!is_under("walk-7f3a91c2-01.jpg", "walk-7f3a") && !is_under("walk-7f3a", "walk-7f3a"));
    }

    #[test]
    fn numbers_sort_as_the_batch_is_ordered() {
        assert_eq!(file_name("autumn-walk-7f3a", 1, 9), "autumn-walk-7f3a-01");
        assert_eq!(file_name("autumn-walk-7f3a", 7, 120), "autumn-walk-7f3a-007");
    }
}
