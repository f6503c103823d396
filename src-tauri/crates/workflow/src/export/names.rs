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
    fn numbers_sort_as_the_batch_is_ordered() {
        assert_eq!(file_name("autumn-walk-7f3a", 1, 9), "autumn-walk-7f3a-01");
        assert_eq!(file_name("autumn-walk-7f3a", 7, 120), "autumn-walk-7f3a-007");
    }
}
