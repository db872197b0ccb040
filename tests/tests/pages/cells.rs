//! One reader of cells: the grid, a return that is typed without it, a filled template and an import read the same figure or
//! absence, or refuse with the same sentence. The same on both engines.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    access::Role,
    figure::{Absence, Figure, Status},
};
use storage::Record;
use tests::{
    application::{Answer, answer, application, encoded, get_as, post_as, post_file},
    importing::{operator, period, series},
    on_both_engines,
    people::{Member, member},
    returns::{RETURN, boxes, fill, form_of, send, staff},
};

/// What a cell is read as: a value, or why there is none; and how settled it is.
type Reading = (Result<f64, Absence>, Status);

/// The cell that the return asks for.
const PERIOD: &str = "2018-19 Q1";
/// A cell of the same indicator that nobody types, for the import.
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
    ("forty", "\"forty\" is neither a number nor a symbol for an absence"),
    ("12,5", "\"12,5\" is neither a number nor a symbol for an absence"),
    ("12%", "write this number without a percent sign"),
    ("£3", "write this number without a pound sign"),
];

on_both_engines! {
    async fn every_door_reads_a_cell_alike(record: Record) {
        let application = application(record.clone());
        let staff = staff(&record, &application).await;
        let lead = member(&record, "Lea", Role::PlanLead, "oxfordshire-county-council").await;
        let door = Doors { record, application, ann: staff.ann, cat: staff.cat, lead };
        let absent = ABSENT.map(|(text, absence)| (text, (Err(absence), Status::Provisional)));
        let numbers = NUMBERS.map(|(text, value, status)| (text, (Ok(value), status)));
        for (text, wanted) in absent.into_iter().chain(numbers) {
            for (name, read) in [
                ("grid", door.grid(text).await),
                ("form", door.form(text).await),
                ("template", door.template(text).await),
                ("import", door.import(text).await),
            ] {
                assert_eq!(read, Ok(wanted), "{name}: {text:?}");
            }
        }
        for (text, sentence) in REFUSED {
            for (name, read) in [
                ("grid", door.grid(text).await),
                ("form", door.form(text).await),
                ("template", door.template(text).await),
                ("import", door.import(text).await),
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

/// The ways in which a cell reaches the record, each with what stands in it then, or what is told instead.
struct Doors {
    record: Record,
    application: axum::Router,
    ann: Member,
    cat: Member,
    lead: Member,
}

impl Doors {
    /// A row as the grid sends it, and then the return.
    async fn grid(&self, text: &str) -> Result<Reading, String> {
        let form = boxes(
            &self.application,
            &self.ann,
            RETURN,
            &[("value.0", text), ("absence.0", ""), ("status.0", "provisional")],
        )
        .await;
        let pairs: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let request = Request::post(RETURN)
            .header(header::HOST, "outcomes.test")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, self.ann.cookie())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "application/json")
            .body(Body::from(encoded(&pairs)))
            .expect("a request");
        let saved = answer(&self.application, request).await;
        assert_eq!(saved.status, StatusCode::OK, "{text}: {}", saved.text);
        if !saved.text.contains("\"outcome\":\"saved\"") {
            return Err(saved.text.replace("&quot;", "\"").replace("\\\"", "\""));
        }
        self.handed_in(fill(&self.application, &self.ann, RETURN, &[("step", "submit")]).await).await
    }

    /// The form of a return, sent whole.
    async fn form(&self, text: &str) -> Result<Reading, String> {
        let typed = [("value.0", text), ("absence.0", ""), ("status.0", "provisional"), ("step", "submit")];
        self.handed_in(fill(&self.application, &self.ann, RETURN, &typed).await).await
    }

    /// The return's template with the cell in it, looked over and handed in.
    async fn template(&self, text: &str) -> Result<Reading, String> {
        let template = get_as(&self.application, &self.ann, &format!("{RETURN}/template.csv")).await.text;
        let (head, row) = template.split_once("\r\n").expect("a row");
        let row: Vec<_> = row.split(',').take(6).collect();
        let filled = format!("{head}\r\n{},,,\"{text}\",,,\r\n", row.join(","));
        let page = post_file(
            &self.application,
            &self.ann,
            &format!("{RETURN}/file"),
            ("back.csv", filled.as_bytes()),
        )
        .await;
        if page.status != StatusCode::OK {
            return Err(page.read());
        }
        let form = form_of(&page, &[("step", "submit")]);
        self.handed_in(send(&self.application, &self.ann, RETURN, &form).await).await
    }

    /// A file of figures.
    async fn import(&self, text: &str) -> Result<Reading, String> {
        let file = format!(
            "indicator,area_code,area_name,period,value,status\nself-harm-reports,E10000025,Oxfordshire,{IMPORTED},\"{text}\",provisional\n"
        );
        let sent =
            post_file(&self.application, &self.lead, "/import", ("figures.csv", file.as_bytes())).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{text}: {}", sent.read());
        let address = sent.leads_to().to_owned();
        let page = get_as(&self.application, &self.lead, &address).await;
        if page.read().contains("1 refused") {
            return Err(page.read());
        }
        let taken = post_as(&self.application, &self.lead, &address, &[]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{text}: {}", taken.read());
        Ok(self.figure(IMPORTED).await)
    }

    /// What stands in the return's cell once it is handed in. It is then sent back, for the next.
    async fn handed_in(&self, handed: Answer) -> Result<Reading, String> {
        if handed.status != StatusCode::SEE_OTHER {
            return Err(handed.read());
        }
        let read = self.figure(PERIOD).await;
        let back = [("step", "send-back"), ("reason", "Once more.")];
        let back = post_as(&self.application, &self.cat, &format!("{RETURN}/step"), &back).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.read());
        let emptied = [("value.0", ""), ("absence.0", ""), ("note.0", ""), ("status.0", "provisional")];
        let emptied = fill(&self.application, &self.ann, RETURN, &emptied).await;
        assert_eq!(emptied.status, StatusCode::SEE_OTHER, "{}", emptied.read());
        Ok(read)
    }

    async fn figure(&self, label: &str) -> Reading {
        let desk = operator(&self.record).await;
        let cell = (series("self-harm-reports", "E10000025"), period(label));
        let entry = storage::figure::newest(&desk, &cell.0, &cell.1).await.expect("readable");
        let Figure { reading, status, .. } =
            entry.filter(|entry| entry.ended.is_none()).expect("a figure").figure;
        (reading.value().ok_or_else(|| reading.absence().expect("an absence")), status)
    }
}
