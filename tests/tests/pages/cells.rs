//! One reader of cells: the grid, a return that is typed without it, a filled template and an import read the same figure or
//! absence, or refuse with the same sentence. The same on both engines.

use axum::http::StatusCode;
use domain::{
    access::Role,
    figure::{Absence, Figure, Status},
    series::{Breakdown, Series},
};
use serde_json::json;
use storage::Record;
use tests::{
    application::{Answer, application, get_as, post_as, post_file},
    importing::{operator, period, series},
    on_both_engines,
    people::{Member, member},
    returns::{RETURN, boxes, call, fill, form_of, send, sent_rows, staff},
};

/// What a cell is read as: a value, or why there is none; and how settled it is.
type Reading = (Result<f64, Absence>, Status);

/// The period that the return asks for.
const PERIOD: &str = "2018-19 Q1";
/// The one before it.
const EARLIER: &str = "2017-18 Q4";
/// One of the same indicator that nobody types, for the import.
const IMPORTED: &str = "2018-19 Q2";

const ABSENT: [(&str, Absence); 27] = [
    ("z", Absence::NotApplicable),
    ("[z]", Absence::NotApplicable),
    (".", Absence::NotApplicable),
    ("x", Absence::NotAvailable),
    (":", Absence::NotAvailable),
    ("..", Absence::NotAvailable),
    ("-", Absence::NotAvailable),
    ("na", Absence::NotAvailable),
    ("N/A", Absence::NotAvailable),
    ("#N/A", Absence::NotAvailable),
    ("null", Absence::NotAvailable),
    ("w", Absence::NotAvailable),
    ("[W]", Absence::NotAvailable),
    ("c", Absence::Confidential),
    ("[C]", Absence::Confidential),
    ("*", Absence::Confidential),
    ("s", Absence::Confidential),
    ("supp", Absence::Confidential),
    ("SUPP", Absence::Confidential),
    ("suppressed", Absence::Confidential),
    ("<5", Absence::Confidential),
    ("low", Absence::Low),
    ("k", Absence::Low),
    ("u", Absence::LowReliability),
    ("~", Absence::LowReliability),
    ("awaited", Absence::Awaited),
    ("not collected", Absence::NotCollected),
];

const NUMBERS: [(&str, f64, Status); 11] = [
    ("1,048", 1048.0, Status::Provisional),
    ("1 049", 1049.0, Status::Provisional),
    ("1\u{a0}050", 1050.0, Status::Provisional),
    ("1\u{202f}051", 1051.0, Status::Provisional),
    ("1E+3", 1000.0, Status::Provisional),
    ("1,052 [p]", 1052.0, Status::Provisional),
    ("1,053 [r]", 1053.0, Status::Revised),
    ("1054r", 1054.0, Status::Revised),
    ("1\u{a0}055 (R)", 1055.0, Status::Revised),
    ("1056 [e]", 1056.0, Status::Provisional),
    ("1057 [u]", 1057.0, Status::Provisional),
];

const REFUSED: [(&str, &str); 4] = [
    ("forty", "\"forty\" is not a number or a symbol"),
    ("12,5", "\"12,5\" is not a number or a symbol"),
    ("12%", "write this number without a percent sign"),
    ("£3", "write this number without a pound sign"),
];

on_both_engines! {
    async fn every_door_reads_a_cell_alike(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let door = Doors { record, application, ann: staff.ann, cat: staff.cat, lead };
        // A group for each text: with a figure a quarter earlier, so that the return has a row for it.
        let groups = || (0..texts().len()).map(|group| (group, "1,060"));
        door.import(EARLIER, groups()).await.expect("taken in");
        let absent = ABSENT.map(|(_, absence)| (Err(absence), Status::Provisional));
        let numbers = NUMBERS.map(|(_, value, status)| (Ok(value), status));
        let wanted: Vec<_> = absent.into_iter().chain(numbers).collect();
        let typed = || texts().into_iter().enumerate();
        for (name, read) in [
            ("grid", door.grid(typed()).await),
            ("form", door.form(typed()).await),
            ("template", door.template(typed()).await),
            ("import", door.import(IMPORTED, typed()).await),
        ] {
            let read = read.expect("read");
            for ((text, wanted), read) in texts().into_iter().zip(&wanted).zip(read) {
                assert_eq!(read, *wanted, "{name}: {text:?}");
            }
        }
        for (text, sentence) in REFUSED {
            let one = || std::iter::once((0, text));
            for (name, read) in [
                ("grid", door.grid(one()).await),
                ("form", door.form(one()).await),
                ("template", door.template(one()).await),
                ("import", door.import(IMPORTED, one()).await),
            ] {
                let told = read.expect_err("refused");
                assert!(told.contains(sentence), "{name}: {text:?}: {told}");
            }
        }
    }

    /// Whoever types a symbol or a mark is shown how it was read.
    async fn a_symbol_is_shown_as_it_was_read(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        for (text, read) in [
            ("supp", "Read as [c], confidential."),
            ("-", "Read as [x], not available."),
            ("k", "Read as [low], low."),
            ("1048 [r]", "Read as 1,048, revised."),
            ("1048 [e]", "Read as 1,048, estimated."),
        ] {
            let saved = fill(&application, &staff.ann, RETURN, &[("value.0", text)]).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{text}: {}", saved.read());
            let page = get_as(&application, &staff.bob, RETURN).await;
            assert!(page.read().contains(read), "{text}: {}", page.read());
        }
        fill(&application, &staff.ann, RETURN, &[("value.0", "1048")]).await;
        assert!(!get_as(&application, &staff.bob, RETURN).await.read().contains("Read as"));
    }
}

/// The texts that are read, each typed into a row of its own.
fn texts() -> Vec<&'static str> {
    ABSENT.map(|(text, _)| text).into_iter().chain(NUMBERS.map(|(text, ..)| text)).collect()
}

/// The group whose row a text is typed into.
fn group(place: usize) -> String {
    format!("Case={place:02}")
}

/// The ways in which cells reach the record. Each takes texts with the places of their rows, and gives what the record holds then,
/// or what is shown instead.
struct Doors {
    record: Record,
    application: axum::Router,
    ann: Member,
    cat: Member,
    lead: Member,
}

type Held = Result<Vec<Reading>, String>;

impl Doors {
    /// The rows as the grid sends them, and then the return.
    async fn grid(&self, typed: impl Iterator<Item = (usize, &str)>) -> Held {
        let form = self.filled("save", typed).await;
        let rows = json!({ "rows": sent_rows(&form) });
        let saved = call(&self.application, &self.ann, ("save-rows", RETURN), rows).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text);
        if saved.text.contains("\"outcome\":\"Invalid\"") {
            return Err(saved.text.replace("&quot;", "\"").replace("\\\"", "\""));
        }
        self.handed_in(fill(&self.application, &self.ann, RETURN, &[("step", "submit")]).await).await
    }

    /// The form of a return, sent whole.
    async fn form(&self, typed: impl Iterator<Item = (usize, &str)>) -> Held {
        let form = self.filled("submit", typed).await;
        self.handed_in(send(&self.application, &self.ann, RETURN, &form).await).await
    }

    /// The return's template with the cells in it, looked over and handed in.
    async fn template(&self, typed: impl Iterator<Item = (usize, &str)>) -> Held {
        let template = get_as(&self.application, &self.ann, &format!("{RETURN}/template.csv")).await.text;
        let mut lines = template.lines();
        let mut filled = format!("{}\r\n", lines.next().expect("headings"));
        let typed: Vec<_> = typed.map(|(place, text)| (group(place), text)).collect();
        for line in lines {
            let of: Vec<_> = line.split(',').take(6).collect();
            if let Some((_, text)) = typed.iter().find(|(group, _)| group == of[4]) {
                filled.push_str(&format!("{},,,\"{text}\",,,\r\n", of.join(",")));
            }
        }
        let file = format!("{RETURN}/file");
        let page = post_file(&self.application, &self.ann, &file, ("back.csv", filled.as_bytes())).await;
        if page.status != StatusCode::OK {
            return Err(page.read());
        }
        let form = form_of(&page, &[("absence.0", "awaited"), ("step", "submit")]);
        self.handed_in(send(&self.application, &self.ann, RETURN, &form).await).await
    }

    /// A file of figures.
    async fn import(&self, label: &str, typed: impl Iterator<Item = (usize, &str)>) -> Held {
        let mut file = "indicator,area_code,area_name,breakdown,period,value,status\n".to_owned();
        for (place, text) in typed {
            let group = group(place);
            file.push_str(&format!(
                "self-harm-reports,E10000025,Oxfordshire,{group},{label},\"{text}\",provisional\n"
            ));
        }
        let sent =
            post_file(&self.application, &self.lead, "/import", ("figures.csv", file.as_bytes())).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.read());
        let address = sent.leads_to().to_owned();
        let page = get_as(&self.application, &self.lead, &address).await.read();
        if page.contains("Refused (") {
            return Err(page);
        }
        let taken = post_as(&self.application, &self.lead, &address, &[]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.read());
        Ok(self.figures(label).await)
    }

    /// The form of the return with texts in the rows of their groups; the row of everyone is awaited.
    async fn filled(&self, step: &str, typed: impl Iterator<Item = (usize, &str)>) -> Vec<(String, String)> {
        let mut form =
            boxes(&self.application, &self.ann, RETURN, &[("absence.0", "awaited"), ("step", step)]).await;
        let places = rows(&form);
        for (place, text) in typed {
            let (_, row) = places.iter().find(|(name, _)| *name == group(place)).expect("a row");
            let name = format!("value.{row}");
            form.iter_mut().filter(|(other, _)| *other == name).for_each(|(_, value)| text.clone_into(value));
        }
        form
    }

    /// What the record holds of the return's cells once they are handed in. They are then sent back and emptied, for the next.
    async fn handed_in(&self, handed: Answer) -> Held {
        if handed.status != StatusCode::SEE_OTHER {
            return Err(handed.read());
        }
        let read = self.figures(PERIOD).await;
        let back = [("step", "send-back"), ("reason", "Once more.")];
        let back = post_as(&self.application, &self.cat, &format!("{RETURN}/step"), &back).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.read());
        let mut form = boxes(&self.application, &self.ann, RETURN, &[("step", "save")]).await;
        for (name, value) in &mut form {
            match name.split('.').next() {
                Some("value" | "absence" | "note") => value.clear(),
                Some("status") => "provisional".clone_into(value),
                _ => {}
            }
        }
        let emptied = send(&self.application, &self.ann, RETURN, &form).await;
        assert_eq!(emptied.status, StatusCode::SEE_OTHER, "{}", emptied.read());
        Ok(read)
    }

    /// What the cells of a period hold, in the order of the texts.
    async fn figures(&self, label: &str) -> Vec<Reading> {
        let desk = operator(&self.record).await;
        let mut read = Vec::new();
        for place in 0..texts().len() {
            let breakdown = Breakdown::parse(&group(place)).expect("a group");
            let series = Series { breakdown, ..series("self-harm-reports", "E10000025") };
            let entry = storage::figure::newest(&desk, &series, &period(label)).await.expect("readable");
            let entry = entry.filter(|entry| entry.ended.is_none());
            let Figure { reading, status, .. } = entry.expect("a figure").figure;
            read.push((reading.value().ok_or_else(|| reading.absence().expect("an absence")), status));
        }
        read
    }
}

/// The groups of a return's rows, each with the place of its row in the form.
fn rows(form: &[(String, String)]) -> Vec<(String, String)> {
    form.iter()
        .filter_map(|(name, value)| {
            Some((value.split('|').nth(2)?.to_owned(), name.strip_prefix("key.")?.to_owned()))
        })
        .collect()
}
