//! Escaping, and the estimated width of a text. There are no fonts here: widths are those of DejaVu Sans and Verdana, the
//! widest of the fonts that a reader's system is likely to have, so that texts that do not overlap here overlap nowhere.

/// Writes text so that it stays text inside an element or a quoted attribute.
pub(crate) fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            // XML cannot contain these.
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

/// How wide a text is at a size, in the unit of the size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// How wide semi-bold text is relative to regular text.
pub(crate) const STRONG: f64 = 1.1;

fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '\'' => 0.28,
        ' ' | '.' | ',' | '·' => 0.32,
        'I' | '/' | '\\' | '|' | ':' | ';' => 0.34,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' => 0.41,
        '0'..='9' | '£' | '$' => 0.64,
        's' | 'z' | 'c' | 'v' | 'x' | 'y' | 'k' => 0.59,
        'a'..='z' => {
            if matches!(character, 'm' | 'w') {
                0.98
            } else {
                0.64
            }
        }
        'M' | 'W' | '%' | '@' | '…' | '—' => 1.0,
        '−' | '+' | '=' | '<' | '>' => 0.84,
        'C' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' => 0.79,
        'A'..='Z' => 0.7,
        '\u{300}'..='\u{36f}' => 0.0,
        // Accented Latin, Greek and Cyrillic; other characters count as wide as they are high.
        '\u{80}'..='\u{4ff}' => 0.75,
        character if character.is_ascii() => 0.7,
        _ => 1.1,
    }
}

/// A text in lines no wider than `widest`, broken at spaces; if it does not fit into `most` lines it ends in `…`.
pub(crate) fn wrap(text: &str, size: f64, widest: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::with_capacity(1);
    for word in text.split_whitespace() {
        let is_last = lines.len() == most;
        match lines.last_mut() {
            Some(line) if width(line, size) + width(word, size) + em(' ') * size <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if is_last => {
                line.push_str(" …");
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    for line in &mut lines {
        shorten(line, size, widest);
    }
    lines
}

fn shorten(line: &mut String, size: f64, widest: f64) {
    if width(line, size) <= widest {
        return;
    }
    while width(line, size) + em('…') * size > widest && line.pop().is_some() {}
    line.truncate(line.trim_end_matches([' ', '…']).len());
    line.push('…');
}

#[cfg(test)]
mod tests {
    use super::{escape, width, wrap};

    #[test]
    fn hostile_text_stays_text() {
        let mut out = String::new();
        escape("<script>&\"'\u{0}\n", &mut out);
        assert_eq!(out, "&lt;script&gt;&amp;&quot;&#39;\u{fffd} ");
    }

    #[test]
    fn text_breaks_at_spaces() {
        let of = |text, widest| wrap(text, 10.0, widest, 2);
        assert_eq!(of("South East", 200.0), ["South East"]);
        assert_eq!(of("South East", 50.0), ["South", "East"]);
        assert_eq!(of("", 50.0), Vec::<String>::new());
        for line in of("Yorkshire and the Humber and Llanfairpwllgwyngyll", 60.0) {
            assert!(width(&line, 10.0) <= 60.0, "{line}");
        }
    }
}
