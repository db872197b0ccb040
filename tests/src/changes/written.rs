use super::pages::{Difference, Place};

/// Why something is changed on purpose.
#[derive(Debug)]
pub(super) struct Reason {
    /// Its line.
    pub(super) line: usize,
    /// The sentences.
    pub(super) text: String,
}

/// A line: the pages of one address, who looks and when, and what goes and comes there.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its line.
    pub(super) number: usize,
    /// The place of its reason.
    pub(super) reason: usize,
    address: String,
    visitors: Vec<String>,
    moments: Vec<String>,
    /// What goes and comes, the same at each of its places.
    pub(super) difference: Difference,
}

impl Reason {
    /// Whether it is a sentence that names a file of `docs` that is there.
    pub(super) fn names_a_file(&self, is_there: impl Fn(&str) -> bool) -> bool {
        let is_mark = |letter: char| matches!(letter, '(' | ')' | ',' | ';' | ':' | '.');
        let named = self.text.split_whitespace().map(|word| word.trim_matches(is_mark));
        self.text.ends_with('.')
            && named
                .into_iter()
                .any(|name| name.starts_with("docs/") && name.ends_with(".md") && is_there(name))
    }
}

impl Entry {
    /// The places that it is about.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.visitors.iter().flat_map(move |visitor| {
            self.moments.iter().map(move |moment| Place {
                address: self.address.clone(),
                visitor: visitor.clone(),
                moment: moment.clone(),
            })
        })
    }

    /// The line that says a difference.
    pub(super) fn line(address: &str, visitors: &str, moments: &str, difference: &Difference) -> String {
        let gone = difference.gone.iter().map(|token| format!("-{token}"));
        let come = difference.come.iter().map(|token| format!("+{token}"));
        let answer = difference.answer.iter().map(|(was, is)| format!("{was}, then {is}"));
        let said: Vec<_> = answer.chain(gone).chain(come).collect();
        format!("{address}\t{visitors}\t{moments}\t{}", said.join(" "))
    }
}

/// Reads the file: reasons, what is changed for each, and what is wrong with it.
pub(super) fn read(text: &str) -> (Vec<Reason>, Vec<Entry>, Vec<String>) {
    let (mut reasons, mut entries, mut faults) = (Vec::<Reason>::new(), Vec::new(), Vec::new());
    let mut goes_on = false;
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        if line.is_empty() || line.starts_with('#') {
            goes_on = false;
        } else if let Some(why) = line.strip_prefix("Why: ") {
            reasons.push(Reason { line: number, text: why.to_owned() });
            goes_on = true;
        } else if let (true, Some(more), Some(last)) = (goes_on, line.strip_prefix("  "), reasons.last_mut())
        {
            last.text = format!("{} {more}", last.text);
        } else {
            goes_on = false;
            match entry(line, number, reasons.len().checked_sub(1)) {
                Ok(entry) => entries.push(entry),
                Err(wrong) => faults.push(format!("changes.txt, line {number}: {wrong}.")),
            }
        }
    }
    (reasons, entries, faults)
}

fn entry(line: &str, number: usize, reason: Option<usize>) -> Result<Entry, String> {
    let reason =
        reason.ok_or("what is changed stands below its reason, a line that begins with \"Why: \"")?;
    let cells: Vec<_> = line.split('\t').collect();
    let [address, visitors, moments, said] = cells[..] else {
        return Err(
            "a change is an address, visitors, moments, and what goes (-) and comes (+), with tabs between"
                .to_owned(),
        );
    };
    let words = |text: &str| text.split(' ').map(str::to_owned).collect();
    let mut difference = Difference::default();
    for token in said.split(' ') {
        let is_new = match token.split_at_checked(1) {
            Some(("-", gone)) if is_token(gone) => difference.gone.insert(gone.to_owned()),
            Some(("+", come)) if is_token(come) => difference.come.insert(come.to_owned()),
            _ => return Err(format!("{token:?} is no number, symbol or text with - or + before it")),
        };
        if !is_new {
            return Err(format!("{token} is said twice"));
        }
    }
    Ok(Entry {
        number,
        reason,
        address: address.to_owned(),
        visitors: words(visitors),
        moments: words(moments),
        difference,
    })
}

/// Whether it is a number, a symbol in brackets or a text by its line in `texts.txt`.
fn is_token(token: &str) -> bool {
    let is_text = token.strip_prefix("text:").is_some_and(|line| line.parse::<usize>().is_ok());
    let is_symbol = token.len() > 2 && token.starts_with('[') && token.ends_with(']');
    is_text || is_symbol || token.parse::<f64>().is_ok_and(f64::is_finite)
}
