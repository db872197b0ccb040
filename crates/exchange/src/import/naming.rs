//! Short names for addresses, made of a file's words.

use domain::slug::Slug;

/// The most characters of a slug.
const LONGEST: usize = 80;

/// A text as a short name of limited length. A shortened name ends in a mark of the whole text, so that two texts with the
/// same beginning stay apart.
pub(super) fn short(text: &str, most: usize) -> String {
    let mut name = String::with_capacity(text.len());
    for character in text.chars() {
        let words = match character {
            '<' => "-under-",
            '>' => "-over-",
            '+' => "-plus-",
            '%' => "-percent-",
            '&' => "-and-",
            _ => "",
        };
        name.push_str(words);
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if name.len() <= most {
        return name;
    }
    let mark = format!("-{:06x}", mark(text) & 0xff_ffff);
    let kept = name[..most.saturating_sub(mark.len())].trim_end_matches('-');
    format!("{kept}{mark}")
}

/// A hash that a text always has, and hardly any other: 64-bit FNV-1a.
fn mark(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A short name with a suffix that is kept whole.
pub(super) fn with_suffix(name: &str, suffix: &str) -> String {
    let room = LONGEST.saturating_sub(suffix.len() + 1);
    if name.len() <= room { format!("{name}-{suffix}") } else { format!("{}-{suffix}", short(name, room)) }
}

/// The slug of a text; of `or` where the text has no letter or digit.
pub(super) fn slug(text: &str, or: &str) -> Option<Slug> {
    Slug::new(&short(text, LONGEST)).or_else(|_| Slug::new(or)).ok()
}

/// The name of a data set, from the name of its file: without its origin, its date and its extension.
pub(super) fn data_set(file: &str) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
    // A browser that saves a file again numbers it: `data (1).csv`.
    let stem = stem.split(" (").next().unwrap_or(stem);
    let name = short(stem, 200);
    let is_date = |word: &str| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = name
        .split('-')
        .filter(|word| !is_date(word) && !matches!(*word, "ees" | "csv" | "data" | "final"))
        .collect();
    short(&words.join("-"), 40)
}

/// A column's name as words: `sess_overall_percent` as `Sess overall percent`.
pub(super) fn words(column: &str) -> String {
    let text = column.replace('_', " ");
    let mut letters = text.trim().chars();
    match letters.next() {
        None => String::new(),
        Some(first) => first.to_uppercase().chain(letters).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{data_set, short, with_suffix, words};
    use domain::slug::Slug;

    #[test]
    fn names_are_short_and_apart() {
        assert_eq!(short("Hosp_Adm_Alc_<18yrs", 80), "hosp-adm-alc-under-18yrs");
        assert_eq!(short("RefBySource_Police_%", 80), "refbysource-police-percent");
        assert_eq!(short("  --Éa__b  ", 80), "a-b");
        let (one, other) = (short(&"ab ".repeat(60), 80), short(&format!("{}c", "ab ".repeat(60)), 80));
        assert!(one != other && one.len() <= 80 && Slug::new(&one).is_ok() && Slug::new(&other).is_ok());
        assert!(with_suffix(&one, "pooled-academic-years").ends_with("-pooled-academic-years"));
        assert!(Slug::new(&with_suffix(&one, "pooled-academic-years")).is_ok());
    }

    #[test]
    fn a_data_set_is_called_without_its_dates() {
        assert_eq!(data_set("ees_cin_b1_children_in_need_2013_2025.csv"), "cin-b1-children-in-need");
        assert_eq!(data_set("exclusions_by_reason (2).csv"), "exclusions-by-reason");
        assert_eq!(words("sess_overall_percent"), "Sess overall percent");
    }
}
